import { expect, test } from 'vitest';
import { dropAmbiguousCookies, replaceCookie, SESSION_DATA, SESSION_TOKEN } from '@/lib/auth/sdk/cookies';

const TOKEN = `${SESSION_TOKEN}=abc.d%2Bf%3D`;

test('cookies from a browser are unchanged', () => {
  for (const header of ['', TOKEN, `theme=dark; ${TOKEN}; ${SESSION_DATA}=eyJ.eyJ._-; other="a b"`]) {
    expect(dropAmbiguousCookies(header)).toBe(header);
  }
});

test.each([
  ['a space after its name', `${SESSION_TOKEN} =eve`],
  ['a tab after its name', `${SESSION_TOKEN}\t=eve`],
  ['quotes', `${SESSION_TOKEN}="eve"`],
  ['no value', SESSION_TOKEN],
  ['another name with the same prefix and a cookie in its value', `__Secure-neon-auth-x=a%3B%20${SESSION_TOKEN}%3Deve`],
  ['only the prefix as its name', `__Secure-neon-auth=a%3B%20${SESSION_TOKEN}%3Deve`],
  ['a cookie in its value', `__Secure-neon-auth.x=a%3B%20${SESSION_TOKEN}%3Deve`],
  ['a line break in its value', '__Secure-neon-auth.x=a%0d%0ab'],
  ['invalid UTF-8 in its value', '__Secure-neon-auth.x=%ff'],
  ['a value that cannot be decoded', '__Secure-neon-auth.x=%'],
])('a Neon Auth cookie with %s is dropped', (_case, pair) => {
  expect(dropAmbiguousCookies(`${TOKEN}; ${pair}; theme=dark`)).toBe(`${TOKEN}; theme=dark`);
});

test('cookies from other sources are unchanged', () => {
  const header = `city=Voil\u00c3\u00a0; ${TOKEN}`;
  expect(dropAmbiguousCookies(header)).toBe(header);
});

test('whitespace around a cookie is removed', () => {
  expect(dropAmbiguousCookies(`  theme=dark;\t${TOKEN} ;;`)).toBe(`theme=dark; ${TOKEN}`);
});

test('the session cache is removed and other cookies stay', () => {
  expect(replaceCookie(`a=b; ${SESSION_DATA}=eyJ; ${TOKEN}`, SESSION_DATA)).toBe(`a=b; ${TOKEN}`);
});
