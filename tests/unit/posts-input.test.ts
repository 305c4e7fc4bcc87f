import { describe, expect, test } from 'vitest';
import { EditForm, NewPostForm, PostId, SearchWords, Version } from '@/lib/posts/input';

const parse = (content: unknown) => NewPostForm.safeParse({ content });
const errorOf = (content: unknown) => parse(content).error?.issues[0]?.message;

describe('the content of a post', () => {
  test('is trimmed and has its line breaks normalized', () => {
    expect(parse('  one\r\ntwo\rthree\n\n four\t \n').data?.content).toBe('one\ntwo\nthree\n\n four');
  });

  test('is composed, so that it equals the same text from another keyboard', () => {
    expect(parse('Cafe\u0301 \u1112\u1161\u11AB').data?.content).toBe('Caf\u00E9 \uD55C');
  });

  test('is not composed if it has endless marks, because sorting them takes minutes', () => {
    const content = `a${'\u0301\u0323'.repeat(40_000)}`;
    expect(parse(content).data?.content === content).toBe(true);
  });

  test.each([
    ['Word and PowerPoint', '\v'],
    ['a PDF', '\f'],
    ['a mainframe', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
  ])('can have line breaks from %s', (_case, lineBreak) => {
    expect(parse(`one${lineBreak}two${lineBreak}`).data?.content).toBe('one\ntwo');
  });

  test.each([
    ['markup', '<script>alert(1)</script>'],
    ['U+FFFD', 'a \uFFFD b'],
    ['right-to-left marks', '\u200Fשלום \u202Eabc\u202C'],
    ['one character', '.'],
    ['5,000 emoji of seven code points each', '👩‍👩‍👧‍👦'.repeat(5_000)],
    ['5,000 letters', 'x'.repeat(5_000)],
  ])('can be %s', (_case, content) => {
    // Compares with ===, because vitest would print a diff of the whole text.
    expect(parse(content).data?.content === content).toBe(true);
  });

  test.each([
    ['empty', ''],
    ['only whitespace', ' \n\t \u00a0\u3000'],
    ['only invisible characters', '\u200B\u200D\u2060\uFEFF\u00AD'],
    ['missing', undefined],
    ['a number', 7],
  ])('cannot be %s', (_case, content) => {
    expect(errorOf(content)).toBe('Write something first.');
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['a lone surrogate', 'a\uD800b'],
    ['an escape character', 'a\u001B[31mb'],
  ])('cannot contain %s', (_case, content) => {
    expect(errorOf(content)).toBe('Remove invisible characters.');
  });

  test.each([
    ['5,001 emoji', '👩‍👩‍👧‍👦'.repeat(5_001), 'Use at most 5,000 characters. You have 5,001.'],
    ['5,001 letters', 'x'.repeat(5_001), 'Use at most 5,000 characters. You have 5,001.'],
    ['a megabyte', 'x'.repeat(1_000_000), 'Use at most 5,000 characters.'],
    ['one letter with a megabyte of accents', `e${'\u0301'.repeat(500_000)}`, 'Use at most 5,000 characters.'],
  ])('cannot be %s', (_case, content, error) => {
    expect(errorOf(content)).toBe(error);
  });
});

test.each(['0', '-1', '1e9', '9223372036854775808', 'abc', '\0', '', ' 1', '01', '1.5', '٣', '9007199254740993'])(
  '%j is not a post id',
  (value) => {
    expect(PostId.safeParse(value).success).toBe(false);
  },
);

test('a post id is parsed as a number', () => {
  expect(PostId.parse('42')).toBe(42);
});

test.each([
  '0000-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00Z',
  '2026-01-01',
  '+275760-09-13T00:00:00.000Z',
  'x',
  7,
  null,
])('%j is not a valid version', (value) => {
  expect(Version.safeParse(value).success).toBe(false);
});

test('invalid hidden fields fall back to a draft, a new idempotency key and a version that never matches', () => {
  const post = NewPostForm.parse({ content: 'x', isPublished: 'yes', idempotencyKey: 'none' });
  expect(post.isPublished).toBe(false);
  expect(post.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  expect(EditForm.parse({ content: 'x', id: '1e9', updatedAt: 'now' })).toMatchObject({
    id: null,
    updatedAt: new Date(0),
  });
});

test('a search query is reduced to one line, and rejected if it is too long or not text', () => {
  expect(SearchWords.parse('  deep \n sea ')).toBe('deep sea');
  expect(SearchWords.parse('\u202ACafe\u0301\u0007\u202C')).toBe('Caf\u00E9');
  expect(SearchWords.safeParse('x'.repeat(10_000)).error?.issues[0]?.message).toBe('Use at most 200 characters.');
  expect(SearchWords.safeParse('a\0b').success).toBe(false);
  expect(SearchWords.safeParse(['a', 'b']).success).toBe(false);
});
