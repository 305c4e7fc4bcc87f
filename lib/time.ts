const IN_FULL = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** The units in which a time is told, and how many seconds each has. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** `3 hours ago`: in whole units, the largest that is reached. */
export function timeAgo(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  const found = UNITS.find(([, length]) => seconds >= length);
  return found ? AGO.format(-Math.floor(seconds / found[1]), found[0]) : 'just now';
}

/** `November 21, 2026 at 8:17 PM UTC`. The server does not know the visitor's own clock. */
export function dateInFull(time: Date): string {
  return `${IN_FULL.format(time)} UTC`;
}
