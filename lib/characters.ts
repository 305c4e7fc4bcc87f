const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A character that people type seldom has more UTF-16 code units. */
export const UNITS_PER_CHARACTER = 30;

/** How many code units are looked at in one go: finding the next character costs time for all that follows it. */
const WINDOW = 1_000;

/**
 * Goes through a text character by character, as people count them: an emoji is one, however many code points it has.
 * @param limit after how many characters to stop
 * @returns how many there were, up to the limit, and the index at which the last one ends
 */
export function walkCharacters(text: string, limit: number): { count: number; end: number } {
  let count = 0;
  let end = 0;
  for (let size = WINDOW; end < text.length && count < limit; ) {
    // Half of a pair would end the character before it.
    const until = /[\ud800-\udbff]/.test(text.charAt(end + size - 1)) ? end + size + 1 : end + size;
    const window = text.slice(end, until);
    const isLast = until >= text.length;
    const ends = endsOfCharacters(window, isLast, limit - count);
    // One character that fills the window: look further.
    if (ends.length === 0) size *= 2;
    count += ends.length;
    end += ends.at(-1) ?? 0;
  }
  return { count, end };
}

/** Where each character of a window ends, but for the last one where more of it may follow. */
function endsOfCharacters(window: string, isLast: boolean, most: number): number[] {
  const starts = Array.from(CHARACTERS.segment(window), ({ index }) => index).slice(1);
  const ends = isLast ? [...starts, window.length] : starts;
  return ends.slice(0, most);
}
