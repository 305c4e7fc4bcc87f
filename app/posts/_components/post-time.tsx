import { dateInFull, timeAgo } from '@/lib/time';

/** How long ago something was, with the full date on hover, or beside it. */
export function PostTime({ at, isInFull = false }: { at: Date; isInFull?: boolean }) {
  const ago = timeAgo(at, new Date());
  const date = dateInFull(at);
  return (
    <time dateTime={at.toISOString()} title={date}>
      {isInFull ? `${ago}, ${date}` : ago}
    </time>
  );
}
