import { MAX_UNITS_PER_CHARACTER, measureCharacters } from '../text/characters';
import { toVisibleLine } from '../text/visible';

/**
 * Returns the beginning of a text, cut between words where possible, or the whole text if it is short enough.
 * @param length in characters, as people count them
 */
export function preview(text: string, { length, lines }: { length: number; lines: number }): string {
  const firstLines = text.split('\n', lines).join('\n');
  const cut = cutAt(firstLines, length);
  return cut === text ? text : `${cut.trimEnd()}…`;
}

/** Returns one line that identifies a post, for titles and links. Nothing in it changes the text around it. */
export function titleOf(content: string): string {
  return toVisibleLine(preview(content, { length: 60, lines: 1 }));
}

function cutAt(text: string, length: number): string {
  // A character has at least one code unit, so a short text need not be segmented, which is slow.
  if (text.length <= length) return text;
  // Limits the bytes of a list: a character can have any number of code units.
  const max = length * MAX_UNITS_PER_CHARACTER;
  const end = Math.min(
    measureCharacters(text, length).end,
    /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max,
  );
  const cut = text.slice(0, end);
  const isInsideWord = /\S$/.test(cut) && /^\S/.test(text.slice(end, end + 1));
  return isInsideWord ? cut.replace(/\s+\S{1,24}$/, '') : cut;
}
