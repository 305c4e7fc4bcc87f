/** Returns whether a query is a COPY that reads from or writes to the client. */
export function isClientCopy(query: string): boolean {
  return /^copy\b/i.test(stripPreamble(query)) && /\b(stdin|stdout)\b/i.test(query);
}

/** Strips the whitespace, empty statements and comments before a query's first word. */
function stripPreamble(query: string): string {
  const skippable = /[\s;]+|--[^\r\n]*/y;
  let position = 0;
  for (;;) {
    skippable.lastIndex = position;
    if (skippable.test(query)) position = skippable.lastIndex;
    else if (query.startsWith('/*', position)) position = endOfComment(query, position);
    else return query.slice(position);
  }
}

/** Block comments nest in Postgres. */
function endOfComment(query: string, start: number): number {
  const delimiters = /\/\*|\*\//g;
  delimiters.lastIndex = start;
  let depth = 0;
  for (let match = delimiters.exec(query); match; match = delimiters.exec(query)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return delimiters.lastIndex;
  }
  return query.length;
}
