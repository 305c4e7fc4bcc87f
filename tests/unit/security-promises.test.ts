import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namesTest } from '../support/named-tests';

const TABLE = readFileSync('docs/security.md', 'utf8').split('\n## Exceptions')[0] ?? '';
const ROWS = [...TABLE.matchAll(/^\| (.+?) \| (.+?) \| (`.+) \|$/gm)].map(
  ([, promise = '', item = '', tests = '']) => ({ promise, item, tests: tests.split(' · ') }),
);

test('every promise is a row of the table', () => {
  expect(TABLE.match(/^\| (?!promise|---)/gm)).toHaveLength(ROWS.length);
  expect(ROWS.length).toBeGreaterThan(20);
});

test.each(ROWS)('every listed test exists: $promise', ({ item, tests }) => {
  expect(item).toMatch(/^(–|\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*)$/);
  for (const reference of tests) {
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(reference) ?? [];
    expect([reference, namesTest(readFileSync(file, 'utf8'), title)]).toEqual([reference, true]);
  }
});
