import { find } from 'linkifyjs';

/** A part of a post's text: plain, a link, or a match of a search. */
export type TextPart = string | { link: string; href: string } | { match: string };

/** The beginning of every link. Without one, the slower search for links is not needed. */
const MAY_HAVE_LINK = /https?:\/\/|www\./i;

/** Splits a text into plain parts and links. URLs become links, except one that was truncated. */
export function findLinks(text: string): TextPart[] {
  if (!MAY_HAVE_LINK.test(text)) return [text];
  const links = find(text, 'url', { defaultProtocol: 'https' }).filter(
    ({ value, end }) => /^(https?:\/\/|www\.)/i.test(value) && !`${value}${text[end]}`.includes('…'),
  );
  const ends = [0, ...links.map(({ end }) => end)];
  const parts = links.flatMap(({ value, href, start }, index): TextPart[] => [
    text.slice(ends[index], start),
    { link: value, href },
  ]);
  return [...parts, text.slice(ends.at(-1))];
}
