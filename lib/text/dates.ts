const LONG_DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** Units and their length in seconds, largest first. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** Formats a time as `3 hours ago`, in whole numbers of the largest unit that fits. */
export function timeAgo(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  const unit = UNITS.find(([, length]) => seconds >= length);
  return unit ? RELATIVE.format(-Math.floor(seconds / unit[1]), unit[0]) : 'just now';
}

/** Formats a time as `November 21, 2026 at 8:17 PM UTC`. The server does not know the visitor's time zone. */
export function longDate(time: Date): string {
  return `${LONG_DATE.format(time)} UTC`;
}
