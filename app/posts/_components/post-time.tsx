const IN_FULL = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const MINUTE = 60;
/** From how many seconds on a time is told in which unit, and how many seconds the unit has. */
const UNITS = [
  ['year', 365 * 24 * 60 * MINUTE],
  ['month', 30 * 24 * 60 * MINUTE],
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** How long ago something was, with the full date on hover. */
export function PostTime({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={`${IN_FULL.format(at)} UTC`}>
      {timeAgo(at)}
    </time>
  );
}

function timeAgo(at: Date): string {
  const seconds = (Date.now() - at.getTime()) / 1000;
  const found = UNITS.find(([, length]) => seconds >= length);
  return found ? AGO.format(-Math.floor(seconds / found[1]), found[0]) : 'just now';
}
