import { expect, test } from 'vitest';
import { newPerson } from './support/people';

const base = process.env.NEON_AUTH_BASE_URL ?? '';

/** Requests a password reset as the app does, with the same origin in the header and in the link. */
async function statusFrom(origin: string): Promise<number> {
  const response = await fetch(`${base}/request-password-reset`, {
    method: 'POST',
    body: JSON.stringify({ email: newPerson().email, redirectTo: `${origin}/auth/reset-password` }),
    headers: { 'content-type': 'application/json', origin, cookie: 'a=b' },
  });
  return response.status;
}

test.each([
  'http://localhost:3000',
  'https://localhost',
  'http://LOCALHOST:3000',
  'http://app.localhost:3000',
  'http://a.b.localhost',
  'http://127.0.0.1:3000',
  'http://127.0.0.2:3000',
  'https://127.255.255.254:8443',
  'http://[::1]:3000',
  'https://[::1]',
])('%s is trusted', async (origin) => {
  expect(await statusFrom(origin)).toBe(200);
});

test.each([
  'http://192.168.1.20:3000',
  'https://octocat-3000.app.github.dev',
  'https://evil.example',
  'http://localhost.evil.example:3000',
  'http://127.0.0.1.evil.example',
  'http://127.evil.example:3000',
  'http://evillocalhost',
  'http://[::2]:3000',
  'null',
])('%s is not trusted', async (origin) => {
  expect(await statusFrom(origin)).toBe(403);
});

test('a link in an email leads to every loopback address, and to no other', async () => {
  for (const [origin, isTrusted] of [
    ['http://127.0.0.2:3000', true],
    ['http://[::1]:3000', true],
    ['http://127.0.0.1.evil.example', false],
  ] as const) {
    const query = new URLSearchParams({ callbackURL: `${origin}/auth/reset-password` });
    const { status, headers } = await fetch(`${base}/reset-password/token?${query}`, { redirect: 'manual' });
    expect([origin, status, new URL(headers.get('location') ?? 'http://none').origin]).toEqual(
      isTrusted ? [origin, 302, origin] : [origin, 403, 'http://none'],
    );
  }
});
