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

test('a full date includes its time zone', () => {
  expect(longDate(NOW)).toBe('November 21, 2026 at 8:17 PM UTC');
});
