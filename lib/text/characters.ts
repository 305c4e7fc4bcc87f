const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The most UTF-16 code units that one typed character normally has. */
export const MAX_UNITS_PER_CHARACTER = 30;

/** Anything that can form one character with what precedes or follows it. A line feed can't: only `\r\n` is one character. */
const NOT_PLAIN = /[^\n\x20-\x7e]/;

/** How many code units to segment at once: each step of `Intl.Segmenter` takes time for the whole rest of the string. */
const WINDOW = 1_000;

/**
 * Counts characters as people do: an emoji is one, however many code points it has.
 * @param limit the count at which to stop
 * @returns the count, at most `limit`, and the index at which the last counted character ends
 */
export function measureCharacters(text: string, limit: number): { count: number; end: number } {
  let count = countPlain(text, limit);
  let end = count;
  for (let size = WINDOW; end < text.length && count < limit; ) {
    // Never cut a surrogate pair in half.
    const until = /[\ud800-\udbff]/.test(text.charAt(end + size - 1)) ? end + size + 1 : end + size;
    const window = text.slice(end, until);
    const isLast = until >= text.length;
    const ends = characterEnds(window, isLast, limit - count);
    // One character fills the whole window: widen it.
    if (ends.length === 0) size *= 2;
    count += ends.length;
    end += ends.at(-1) ?? 0;
  }
  return { count, end };
}

/** Counts the plain characters at the start, each one code unit: `Intl.Segmenter` would take most of the time of a list. */
function countPlain(text: string, limit: number): number {
  const beginning = text.slice(0, limit + 1);
  const plain = beginning.search(NOT_PLAIN);
  // A mark may follow the last one.
  return Math.min(limit, plain === -1 ? beginning.length : Math.max(0, plain - 1));
}

/** Returns the first character of a name that can be seen on its own: not a mark, an invisible character or a half. */
export function initialOf(name: string): string {
  if (/^[!-~]/.test(name) && countPlain(name, 1) === 1) return name.charAt(0);
  for (const { segment } of CHARACTERS.segment(name)) {
    if (/^[^\p{M}\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}]/u.test(segment)) {
      return segment.length <= MAX_UNITS_PER_CHARACTER ? segment : String.fromCodePoint(segment.codePointAt(0) ?? 0);
    }
  }
  return '';
}

/** Returns where each character ends, except the last one if it may continue after the window. */
function characterEnds(window: string, isLast: boolean, limit: number): number[] {
  const starts = Array.from(CHARACTERS.segment(window), ({ index }) => index).slice(1);
  const ends = isLast ? [...starts, window.length] : starts;
  return ends.slice(0, limit);
}
