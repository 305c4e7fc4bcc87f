/**
 * The beginning of a text, cut between words; the whole text when it is short enough.
 * @param length in code points
 */
export function openingOf(text: string, { length, lines }: { length: number; lines: number }): string {
  const firstLines = text.split('\n', lines).join('\n');
  const characters = Array.from(firstLines);
  const cut =
    characters.length <= length
      ? firstLines
      : characters
          .slice(0, length)
          .join('')
          .replace(/\s+\S*$/, '');
  return cut === text ? text : `${cut.trimEnd()}…`;
}
