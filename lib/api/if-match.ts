/** One entity tag of a list (RFC 9110, 8.8.3) with the comma that follows it; an element may be empty. */
const ELEMENT = /(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,[ \t]*|$)/y;

/**
 * Parses an `If-Match` header (RFC 9110, 13.1.1).
 * @returns the strong tags without their quotes. A weak tag never matches, so it is left out, and the list may be empty.
 */
export function parseIfMatch(header: string | null): string[] | 'any' | 'missing' | 'malformed' {
  if (header === null) return 'missing';
  const text = header.trim();
  if (text === '*') return 'any';
  const strong: string[] = [];
  let count = 0;
  for (let index = 0; index < text.length; index = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = index;
    const element = ELEMENT.exec(text);
    if (!element) return 'malformed';
    const [, weak, tag] = element;
    if (tag === undefined) continue;
    count += 1;
    if (!weak) strong.push(tag);
  }
  return count === 0 ? 'malformed' : strong;
}
