import { find } from 'linkifyjs';

/** Plain text with line breaks. URLs become links, except one that was truncated. */
export function PostText({ text }: { text: string }) {
  const links = find(text, 'url', { defaultProtocol: 'https' }).filter(
    ({ value, end }) => /^(https?:\/\/|www\.)/i.test(value) && !`${value}${text[end]}`.includes('…'),
  );
  const ends = [0, ...links.map(({ end }) => end)];
  return (
    <p dir="auto" className="whitespace-pre-line wrap-anywhere">
      {links.map(({ value, href, start }, index) => (
        <span key={start}>
          {text.slice(ends[index], start)}
          <a href={href} rel="nofollow ugc noopener noreferrer" className="link">
            {value}
          </a>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </p>
  );
}
