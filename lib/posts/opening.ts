import { UNITS_PER_CHARACTER, walkCharacters } from '../characters';

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

function cutAt(text: string, length: number): string {
  // A list must not grow by characters that have no end.
  const most = length * UNITS_PER_CHARACTER;
  const end = Math.min(
    walkCharacters(text, length).end,
    /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most,
  );
  const cut = text.slice(0, end);
  const isInsideWord = /\S$/.test(cut) && /^\S/.test(text.slice(end, end + 1));
  return isInsideWord ? cut.replace(/\s+\S{1,24}$/, '') : cut;
}
