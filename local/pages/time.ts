import { type Html, html } from './html';

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** Formats a time as "2 minutes ago" or "in 6 days". Within a minute of `now`, it's "just now". */
export function relativeTime(time: Date, now = new Date()): string {
  const seconds = (time.getTime() - now.getTime()) / 1_000;
  const match = UNITS.find((unit) => Math.abs(seconds) >= unit.seconds);
  return match ? relativeFormat.format(Math.trunc(seconds / match.seconds), match.unit) : 'just now';
}

/** Formats a duration as "3 d 4 h", "2 h 5 min", "7 min" or "12 s". */
export function duration(seconds: number): string {
  const [days, hours, minutes] = [86_400, 3_600, 60].map((size) => Math.floor(seconds / size));
  if (days) return `${days} d ${(hours ?? 0) % 24} h`;
  if (hours) return `${hours} h ${(minutes ?? 0) % 60} min`;
  return minutes ? `${minutes} min` : `${Math.floor(seconds)} s`;
}

/** Renders a relative time, with the exact time as a tooltip. @param iso ISO 8601 */
export function timeElement(iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${relativeTime(new Date(iso))}</time>`;
}
