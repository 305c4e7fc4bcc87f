import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { countAttempt } from '@/lib/db/rate-limits';

const sql = connect(process.env.DATABASE_URL ?? '');
const key = () => crypto.randomUUID();

test('attempts up to the limit are allowed, and the next one gets the seconds to wait', async () => {
  const limit = { key: key(), max: 3, seconds: 60 };
  const waits = [];
  for (let attempt = 0; attempt < 4; attempt += 1) waits.push(await countAttempt([limit]));
  expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
  expect(waits[3]).toBeGreaterThan(50);
  expect(waits[3]).toBeLessThanOrEqual(60);
});

test('concurrent attempts cannot exceed the limit', async () => {
  const limit = { key: key(), max: 10, seconds: 60 };
  const waits = await Promise.all(Array.from({ length: 16 }, () => countAttempt([limit])));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
});

test('counting the same keys in a different order does not deadlock', async () => {
  const [one, other] = [key(), key()].map((name) => ({ key: name, max: 1_000, seconds: 60 }));
  if (!one || !other) throw new Error('Expected two limits');
  const pairs = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? [one, other] : [other, one]));
  // A few at a time, because one request waits for the others on PGlite, and a busy machine could exceed its timeout.
  for (let round = 0; round < 5; round += 1)
    expect(await Promise.all(pairs.map((limits) => countAttempt(limits)))).toEqual(pairs.map(() => 0));
});

test('the limit that is reached determines the wait', async () => {
  const [tight, wide] = [key(), key()];
  const limits = [
    { key: tight, max: 1, seconds: 30 },
    { key: wide, max: 100, seconds: 600 },
  ];
  expect(await countAttempt(limits)).toBe(0);
  const wait = await countAttempt(limits);
  expect(wait).toBeGreaterThan(20);
  expect(wait).toBeLessThanOrEqual(30);
});

test('a limit resets when its window ends, and attempts during the wait do not extend it', async () => {
  const limit = { key: key(), max: 1, seconds: 60 };
  await countAttempt([limit]);
  const [first, second] = [await countAttempt([limit]), await countAttempt([limit])];
  expect(second).toBeLessThanOrEqual(first);
  await sql`update rate_limits set resets_at = now() - interval '1 second' where key = ${limit.key}`;
  expect(await countAttempt([limit])).toBe(0);
});

test('expired limits are deleted', async () => {
  const expired = key();
  await countAttempt([{ key: expired, max: 1, seconds: 60 }]);
  await sql`update rate_limits set resets_at = now() - interval '2 hours' where key = ${expired}`;
  await countAttempt([{ key: key(), max: 1, seconds: 60 }]);
  expect(await sql`select key from rate_limits where key = ${expired}`).toEqual([]);
});
