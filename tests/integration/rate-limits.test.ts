import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { countTry } from '@/lib/db/rate-limits';

const sql = connect(process.env.DATABASE_URL ?? '');
const key = () => crypto.randomUUID();

test('as many tries as allowed are let through, the next one is told how long to wait', async () => {
  const limit = { key: key(), max: 3, seconds: 60 };
  const waits = [];
  for (let turn = 0; turn < 4; turn += 1) waits.push(await countTry([limit]));
  expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
  expect(waits[3]).toBeGreaterThan(50);
  expect(waits[3]).toBeLessThanOrEqual(60);
});

test('forty tries at the same moment are counted one after the other', async () => {
  const limit = { key: key(), max: 10, seconds: 60 };
  const waits = await Promise.all(Array.from({ length: 40 }, () => countTry([limit])));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
});

test('those who count the same keys in another order do not wait for each other for ever', async () => {
  const [one, other] = [key(), key()].map((name) => ({ key: name, max: 1_000, seconds: 60 }));
  if (!one || !other) throw new Error('There are two.');
  const pairs = Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? [one, other] : [other, one]));
  expect(await Promise.all(pairs.map((limits) => countTry(limits)))).toEqual(pairs.map(() => 0));
});

test('the one limit that is reached decides', async () => {
  const [tight, wide] = [key(), key()];
  const limits = [
    { key: tight, max: 1, seconds: 30 },
    { key: wide, max: 100, seconds: 600 },
  ];
  expect(await countTry(limits)).toBe(0);
  const wait = await countTry(limits);
  expect(wait).toBeGreaterThan(20);
  expect(wait).toBeLessThanOrEqual(30);
});

test('after its time a limit begins anew, and trying meanwhile does not prolong it', async () => {
  const limit = { key: key(), max: 1, seconds: 60 };
  await countTry([limit]);
  const [first, second] = [await countTry([limit]), await countTry([limit])];
  expect(second).toBeLessThanOrEqual(first);
  await sql`update rate_limits set resets_at = now() - interval '1 second' where key = ${limit.key}`;
  expect(await countTry([limit])).toBe(0);
});

test('what is long over is forgotten', async () => {
  const old = key();
  await countTry([{ key: old, max: 1, seconds: 60 }]);
  await sql`update rate_limits set resets_at = now() - interval '2 hours' where key = ${old}`;
  await countTry([{ key: key(), max: 1, seconds: 60 }]);
  expect(await sql`select key from rate_limits where key = ${old}`).toEqual([]);
});
