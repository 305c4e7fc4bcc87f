import { expect, test } from 'vitest';
import { longDate, timeAgo } from '@/lib/text/dates';

const NOW = new Date('2026-11-21T20:17:00Z');
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-5, 'just now'],
  [0, 'just now'],
  [MINUTE - 1, 'just now'],
  [MINUTE, '1 minute ago'],
  [HOUR - 1, '59 minutes ago'],
  [HOUR, '1 hour ago'],
  [DAY - 1, '23 hours ago'],
  [DAY, 'yesterday'],
  [2 * DAY, '2 days ago'],
  [30 * DAY, 'last month'],
  [365 * DAY - 1, '12 months ago'],
  [365 * DAY, 'last year'],
  [900 * DAY, '2 years ago'],
])('%i seconds ago is formatted as "%s"', (seconds, expected) => {
  expect(timeAgo(new Date(NOW.getTime() - seconds * 1000), NOW)).toBe(expected);
});

test.each([
  ['2026-11-21T20:17:00Z', 'November 21, 2026 at 8:17 PM UTC'],
  ['2026-11-21T00:05:59Z', 'November 21, 2026 at 12:05 AM UTC'],
  ['2026-11-21T12:00:00Z', 'November 21, 2026 at 12:00 PM UTC'],
  ['1969-12-31T23:59:59Z', 'December 31, 1969 at 11:59 PM UTC'],
])('the full date of %s includes its time zone', (time, expected) => {
  expect(longDate(new Date(time))).toBe(expected);
});
