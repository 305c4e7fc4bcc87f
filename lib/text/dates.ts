const DAY_FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
/** The last formatted days, because lists show many times of few days, and formatting is slow. */
const days = new Map<number, string>();
const MAX_DAYS = 1_000;
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
  const [hours, minutes] = [time.getUTCHours(), time.getUTCMinutes()];
  return `${dayOf(time)} at ${hours % 12 || 12}:${String(minutes).padStart(2, '0')} ${hours < 12 ? 'AM' : 'PM'} UTC`;
}

function dayOf(time: Date): string {
  const day = Math.floor(time.getTime() / 1_000 / DAY);
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MAX_DAYS) days.clear();
  const text = DAY_FORMAT.format(time);
  days.set(day, text);
  return text;
}
