/**
 * Removes the statement, test, table row or section that contains `text`: its line, the deeper lines after it, the closing
 * line, and the comment above. A Markdown heading goes with everything up to the next heading of its level.
 * @throws Error unless exactly one line contains `text`
 */
export function removeBlock(source: string, text: string): string {
  const lines = source.split('\n');
  const at = onlyLineWith(lines, text);
  const heading = /^#+ /.exec(lines[at] ?? '')?.[0];
  let start = heading ? at : startOfBlock(lines, at);
  const end = heading ? endOfSection(lines, at, heading.length) : endOfBlock(lines, at);
  while (!heading && start > 0 && /^\s*(\/\/|\/\*\*|\*|# )/.test(lines[start - 1] ?? '')) start -= 1;
  const [before, after] = [lines.slice(0, start), lines.slice(end)];
  // One blank line remains between the neighbors, and none inside a bracket.
  if (before.at(-1) === '' && (after.length === 0 || after[0] === '' || isClosing(after[0] ?? ''))) before.pop();
  else if (after[0] === '' && /[{([]$/.test(before.at(-1) ?? '')) after.shift();
  return [...before, ...after].join('\n');
}

/** Replaces `from`. @throws Error unless the source contains it exactly once */
export function replaceOnce(source: string, from: string, to: string): string {
  const count = source.split(from).length - 1;
  if (count !== 1) throw new Error(`${count} places have: ${from}`);
  return source.replace(from, () => to);
}

function onlyLineWith(lines: string[], text: string): number {
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) throw new Error(`${found.length} lines have: ${text}`);
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isClosing(line: string): boolean {
  return /^\s*(\}|\)|\]|<\/|\/>|>)/.test(line);
}

/** A title after `test.each([…])(` is in a closing line. */
function startOfBlock(lines: string[], at: number): number {
  const indent = indentOf(lines[at] ?? '');
  let start = at;
  while (isClosing(lines[start] ?? '') && start > 0) {
    start -= 1;
    while (start > 0 && (lines[start] === '' || indentOf(lines[start] ?? '') > indent)) start -= 1;
  }
  return start;
}

function endOfBlock(lines: string[], at: number): number {
  const indent = indentOf(lines[at] ?? '');
  let end = at + 1;
  const isInside = (line: string) => indentOf(line) > indent;
  for (;;) {
    let next = end;
    while (next < lines.length && (lines[next] === '' || isInside(lines[next] ?? ''))) next += 1;
    const closes = indentOf(lines[next] ?? '') === indent && isClosing(lines[next] ?? '');
    if (next === end && !closes) return end;
    if (!closes) return lastLineInside(lines, end, isInside);
    end = next + 1;
  }
}

/** Blank lines after a block don't belong to it. */
function lastLineInside(lines: string[], from: number, isInside: (line: string) => boolean): number {
  let end = from;
  for (let index = from; index < lines.length && (lines[index] === '' || isInside(lines[index] ?? '')); index += 1)
    if (lines[index] !== '') end = index + 1;
  return end;
}

function endOfSection(lines: string[], at: number, level: number): number {
  const next = lines.findIndex((line, index) => index > at && /^#+ /.test(line) && line.indexOf(' ') < level);
  return next === -1 ? lines.length : next;
}
