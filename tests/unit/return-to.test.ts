import { describe, expect, test } from 'vitest';
import { returnTo, withReturnTo } from '@/lib/return-to';

describe('a way back', () => {
  test.each(['/', '/posts', '/posts?q=a%20b', '/posts/7#top', '/posts/mine?from=a-link&x=1'])(
    'to a place of this app stays: %s',
    (wanted) => {
      expect(returnTo(wanted)).toBe(wanted);
    },
  );

  test.each([
    ['another site', 'https://evil.example/'],
    ['another site without its scheme', '//evil.example/'],
    ['another site by backslash', '/\\evil.example/'],
    ['another site by backslashes', '\\\\evil.example/'],
    ['another site behind a tab', '/\t/evil.example/'],
    ['another site behind a line break', '/\n/evil.example/'],
    ['another site behind dots', '/.//evil.example/'],
    ['another site behind two dots', '/x/..//evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a header', '/posts\r\nSet-Cookie: a=b'],
    ['a NUL', '/posts\0'],
    ['a page about signing in', '/auth/sign-in?next=/posts'],
    ['the API', '/api/auth/sign-out'],
    ['the sign-in page in disguise', '/%61uth/sign-in'],
    ['the API in disguise', '/%61pi/auth/sign-out'],
    ['what cannot be read', '/posts/%e0%a4'],
    ['something too long', `/${'x'.repeat(5_000)}`],
    ['nothing', ''],
    ['no path', 'posts'],
    ['a value given twice', ['/posts/7', '/posts/8']],
    ['no value', undefined],
    ['a file', new File([], 'x')],
  ])('to %s leads to the posts', (_what, wanted) => {
    expect(returnTo(wanted)).toBe('/posts');
  });
});

test('a page that leads back names the place only when there is one', () => {
  expect(withReturnTo('/auth/sign-in', '/posts/7?a=b')).toBe('/auth/sign-in?next=%2Fposts%2F7%3Fa%3Db');
  expect(withReturnTo('/auth/sign-in', undefined)).toBe('/auth/sign-in');
  expect(withReturnTo('/auth/sign-in', 'https://evil.example')).toBe('/auth/sign-in');
});
