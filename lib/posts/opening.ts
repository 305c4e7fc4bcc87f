import { walkCharacters } from '../characters';

/**
 * The beginning of a text, cut at the end of a word where one is near; the whole text when it is short enough.
 * @param length in characters as people count them
 */
export function openingOf(text: string, { length, lines }: { length: number; lines: number }): string {
  const firstLines = text.split('\n', lines).join('\n');
  const cut = cutAt(firstLines, length);
  return cut === text ? text : `${cut.trimEnd()}…`;
}

/** What a post is called where only a line is: a title, a question, a link. */
export function titleOf(content: string): string {
  return openingOf(content, { length: 60, lines: 1 });
}

/** A character that people type seldom has more UTF-16 code units: a list must not grow by those that have. */
const UNITS_PER_CHARACTER = 30;

function cutAt(text: string, length: number): string {
  const end = Math.min(walkCharacters(text, length).end, length * UNITS_PER_CHARACTER);
  const cut = text.slice(0, end);
  const isInsideWord = /\S$/.test(cut) && /^\S/.test(text.slice(end, end + 1));
  return isInsideWord ? cut.replace(/\s+\S{1,24}$/, '') : cut;
}
