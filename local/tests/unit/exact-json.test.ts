import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactNumber, parseExactJson, toJsonText } from '../../sql-over-http/exact-json';

test('any JSON text is parsed and written back without a change', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(toJsonText(parseExactJson(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('numbers keep their digits, and strings that look like numbers stay strings', () => {
  const text = '{"1.0":["1.0",1.0,-0.10,1e2,12345678901234567890123,"\\"2.0"]}';
  expect(toJsonText(parseExactJson(text))).toBe(text);
  expect(parseExactJson('1.0')).toEqual(new ExactNumber('1.0'));
});

test.each([
  ['a number as a name', '{1: 2}'],
  ['a leading zero', '[01]'],
  ['an incomplete number', '[1.]'],
  ['a lone surrogate in a value', '["\\ud800"]'],
  ['a lone surrogate before digits', '["\\ud8001"]'],
  ['a lone surrogate in a name', '{"\\udc00": 1}'],
  ['an unterminated string', '["a'],
  ['128 levels', `${'['.repeat(128)}${']'.repeat(128)}`],
])('%s is rejected', (_name, text) => {
  expect(() => parseExactJson(text)).toThrow(SyntaxError);
});

test('127 levels and a string of ten million escapes are accepted', () => {
  expect(() => parseExactJson(`${'['.repeat(127)}${']'.repeat(127)}`)).not.toThrow();
  expect(parseExactJson(`"${'\\n'.repeat(10_000_000)}"`)).toHaveLength(10_000_000);
});
