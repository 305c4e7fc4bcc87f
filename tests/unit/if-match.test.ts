import { expect, test } from 'vitest';
import { parseIfMatch } from '@/lib/api/if-match';

test.each([
  [null, 'missing'],
  ['*', 'any'],
  [' * ', 'any'],
  ['"a"', ['a']],
  ['"a", "b"', ['a', 'b']],
  ['"a","b"\t,  "c"', ['a', 'b', 'c']],
  ['W/"a"', []],
  ['W/"a", "b"', ['b']],
  [',, "a" ,,', ['a']],
  ['""', ['']],
  ['"*"', ['*']],
  ['"ä"', ['ä']],
])('If-Match: %s is parsed as in RFC 9110', (header, expected) => {
  expect(parseIfMatch(header)).toEqual(expected);
});

test.each([
  '',
  ' ',
  ',',
  'a',
  '"a',
  'a"',
  '"a" "b"',
  '"a"b"',
  'w/"a"',
  'W/ "a"',
  "'a'",
  '*, "a"',
  '"a", *',
  '"a\0"',
  '"a, b"',
])('If-Match: %j is malformed', (header) => {
  expect(parseIfMatch(header)).toBe('malformed');
});

test('a long header is parsed quickly', () => {
  const start = performance.now();
  for (const part of [' ', ',', '"', '"a",', 'W/', '"a" ']) parseIfMatch(`${part.repeat(20_000)}x`);
  expect(performance.now() - start).toBeLessThan(1_000);
});
