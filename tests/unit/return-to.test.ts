import { describe, expect, test } from 'vitest';
import { returnTo, withOpaqueReturnTo, withReturnTo } from '@/lib/http/return-to';
import { HOME } from '@/lib/site';

describe('a return path', () => {
  test.each(['/', '/account', '/account?q=a%20b', '/account/7#top', '/account/mine?from=a-link&x=1'])(
    'within the app is kept: %s',
    (input) => {
      expect(returnTo(input)).toBe(input);
    },
  );

  test.each([
    ['another site', 'https://evil.example/'],
    ['another site without its scheme', '//evil.example/'],
    ['another site with a backslash', '/\\evil.example/'],
    ['another site with two backslashes', '\\\\evil.example/'],
    ['another site after a tab', '/\t/evil.example/'],
    ['another site after a line break', '/\n/evil.example/'],
    ['another site after a dot segment', '/.//evil.example/'],
    ['another site after a double-dot segment', '/x/..//evil.example/'],
    ['a javascript: URL', 'javascript:alert(1)'],
    ['an injected header', '/account\r\nSet-Cookie: a=b'],
    ['a NUL', '/account\0'],
    ['an auth page', '/auth/sign-in?next=/account'],
    ['the API', '/api/auth/sign-out'],
    ['an encoded auth page', '/%61uth/sign-in'],
    ['an encoded API path', '/%61pi/auth/sign-out'],
    ['invalid percent encoding', '/account/%e0%a4'],
    ['a path that is too long', `/${'x'.repeat(5_000)}`],
    ['an empty string', ''],
    ['a path without a leading slash', 'account'],
    ['a value sent twice', ['/account/7', '/account/8']],
    ['no value', undefined],
    ['a file', new File([], 'x')],
  ])('to %s falls back to the page after sign-in', (_case, input) => {
    expect(returnTo(input)).toBe(HOME);
  });
});

test('a link includes the return path only when it is valid', () => {
  expect(withReturnTo('/auth/sign-in', '/account/7?a=b')).toBe('/auth/sign-in?next=%2Faccount%2F7%3Fa%3Db');
  expect(withReturnTo('/auth/sign-in', undefined)).toBe('/auth/sign-in');
  expect(withReturnTo('/auth/sign-in', 'https://evil.example')).toBe('/auth/sign-in');
});

test.each(['/account?q=a%26b', '/account?q=50%2525#x', '/'])(
  '%s passes through a server that decodes the URL once too often',
  (path) => {
    const { search } = new URL(
      decodeURIComponent(withOpaqueReturnTo('/auth/reset-password', path)),
      'http://app.example',
    );
    expect(returnTo(new URLSearchParams(search).get('next'))).toBe(path);
  },
);

test.each(['~', '~Ly9ldmlsLmV4YW1wbGU', `~${Buffer.from('/evil.example').toString('base64url')}`, '~~~'])(
  'an opaque return path that leads to another origin is ignored: %s',
  (path) => {
    expect(new URL(returnTo(path), 'http://app.example').origin).toBe('http://app.example');
    expect(returnTo(path)).not.toMatch(/^\/\//);
  },
);
