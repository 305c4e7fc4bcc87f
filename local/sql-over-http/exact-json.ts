/** A number in a JSON text, as it is written there: JavaScript would change 1.0 and integers above 2^53. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Marks a number's text in a string. Other strings can't contain it, because they have no lone surrogates. */
const MARK = '\ud800';

/** The limit of the parser that Neon uses. It also bounds the recursion here. */
const MAX_DEPTH = 127;

/**
 * Parses JSON without changing its numbers: each is an ExactNumber.
 * @throws SyntaxError, also for lone surrogates and for more than 127 nested arrays and objects
 */
export function parseExactJson(text: string): unknown {
  const marked = markNumbers(text);
  JSON.parse(text, (key, value: unknown) => {
    const isWellFormed = key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed());
    if (!isWellFormed) throw new SyntaxError('lone surrogate in a string');
    return value;
  });
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(1)) : value,
  );
}

/** Returns the JSON text of a parsed value. */
export function toJsonText(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${toJsonText(member)}`)}}`;
}

/** Turns each number outside of strings into a marked string. */
function markNumbers(text: string): string {
  const tokens = /["[\]{}]|-?\d[\d.eE+-]*/g;
  const parts: string[] = [];
  let copied = 0;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    if (token === '"') tokens.lastIndex = endOfString(text, tokens.lastIndex);
    else if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    else {
      parts.push(text.slice(copied, match.index), `"${MARK}${token}"`);
      copied = tokens.lastIndex;
    }
    if (depth > MAX_DEPTH) throw new SyntaxError('recursion limit exceeded');
  }
  return parts.join('') + text.slice(copied);
}

/** A single regular expression for long strings with many escapes would overflow its stack. */
function endOfString(text: string, start: number): number {
  const delimiters = /["\\]/g;
  delimiters.lastIndex = start;
  for (let match = delimiters.exec(text); match; match = delimiters.exec(text)) {
    if (match[0] === '"') return delimiters.lastIndex;
    delimiters.lastIndex += 1;
  }
  return text.length;
}
