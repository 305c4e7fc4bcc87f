import { longDate, timeAgo } from '@/lib/text/dates';

/** A relative time, with the full date as a tooltip or, with `isLong`, next to it. */
export function PostTime({ at, isLong = false }: { at: Date; isLong?: boolean }) {
  const ago = timeAgo(at, new Date());
  const date = longDate(at);
  return (
    <time dateTime={at.toISOString()} title={date}>
      {isLong ? `${ago}, ${date}` : ago}
    </time>
  );
}
