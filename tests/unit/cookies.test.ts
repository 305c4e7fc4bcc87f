import { expect, test } from 'vitest';
import { plainCookies, SESSION_DATA, SESSION_TOKEN, withoutSessionCopy } from '@/lib/auth/cookies';

const TOKEN = `${SESSION_TOKEN}=abc.d%2Bf%3D`;

test('what a browser sends is plain as it is', () => {
  for (const header of ['', TOKEN, `theme=dark; ${TOKEN}; ${SESSION_DATA}=eyJ.eyJ._-; other="a b"`]) {
    expect(plainCookies(header)).toBe(header);
  }
});

test.each([
  ['space about its name', `${SESSION_TOKEN} =eve`],
  ['a tab', `${SESSION_TOKEN}\t=eve`],
  ['quotes', `${SESSION_TOKEN}="eve"`],
  ['no value', SESSION_TOKEN],
  [
    'another name that begins like theirs, and another cookie in its value',
    `__Secure-neon-auth-x=a%3B%20${SESSION_TOKEN}%3Deve`,
  ],
  ['no name but theirs', `__Secure-neon-auth=a%3B%20${SESSION_TOKEN}%3Deve`],
  ['another cookie in its value', `__Secure-neon-auth.x=a%3B%20${SESSION_TOKEN}%3Deve`],
  ['a line in its value', '__Secure-neon-auth.x=a%0d%0ab'],
  ['what is no text once decoded', '__Secure-neon-auth.x=%ff'],
  ['what cannot be decoded', '__Secure-neon-auth.x=%'],
])('a cookie of Neon Auth with %s is left out', (_what, pair) => {
  expect(plainCookies(`${TOKEN}; ${pair}; theme=dark`)).toBe(`${TOKEN}; theme=dark`);
});

test('what others put into theirs is left as it is', () => {
  const header = `city=Voil\u00c3\u00a0; ${TOKEN}`;
  expect(plainCookies(header)).toBe(header);
});

test('space around a cookie belongs to none', () => {
  expect(plainCookies(`  theme=dark;\t${TOKEN} ;;`)).toBe(`theme=dark; ${TOKEN}`);
});

test('the signed copy of the session is taken out, and all else stays', () => {
  expect(withoutSessionCopy(`a=b; ${SESSION_DATA}=eyJ; ${TOKEN}`)).toBe(`a=b; ${TOKEN}`);
});
