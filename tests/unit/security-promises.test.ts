import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namesTest } from '../support/named-tests';

const TABLE = readFileSync('docs/security.md', 'utf8').split('\n## Exceptions')[0] ?? '';
const ROWS = [...TABLE.matchAll(/^\| (.+?) \| (.+?) \| (`.+) \|$/gm)].map(
  ([, promise = '', item = '', tests = '']) => ({ promise, item, tests: tests.split(' · ') }),
);

test('each promise stands in a row of the table', () => {
  expect(TABLE.match(/^\| (?!promise|---)/gm)).toHaveLength(ROWS.length);
  expect(ROWS.length).toBeGreaterThan(20);
});

test.each(ROWS)('$promise: it is held by tests that there are', ({ item, tests }) => {
  expect(item).toMatch(/^(–|\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*)$/);
  for (const one of tests) {
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(one) ?? [];
    expect([one, namesTest(readFileSync(file, 'utf8'), title)]).toEqual([one, true]);
  }
});
