import { SignJWT } from 'jose';
import { beforeAll, expect, test, vi } from 'vitest';

const SECRET = 'a secret of the tests, which has 32 characters or more';
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

let verifySessionCache: (jwt: string) => unknown;
let isProven: (tokenCookie: string, proof: string) => boolean;
let proofOf: (tokenCookie: string) => string;

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://owner:secret@host.example/neondb');
  vi.stubEnv('NEON_AUTH_BASE_URL', 'https://auth.example/neondb/auth');
  vi.stubEnv('NEON_AUTH_COOKIE_SECRET', SECRET);
  ({ verifySessionCache } = await import('@/lib/auth/sdk/session-cache'));
  ({ isProven, proofOf } = await import('@/lib/auth/sdk/session-proof'));
});

const sign = (secret: string) =>
  new SignJWT({ user: { name: 'Ada' } })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1 minute')
    .sign(new TextEncoder().encode(secret));

/** Returns the text with each of its characters replaced by each other character, one at a time. */
function variants(text: string): string[] {
  return [...text].flatMap((character, index) =>
    [...CHARACTERS.replace(character, '')].map((other) => text.slice(0, index) + other + text.slice(index + 1)),
  );
}

test('a session cache is rejected whichever of its characters changes', async () => {
  const jwt = await sign(SECRET);
  expect(verifySessionCache(jwt)).toMatchObject({ user: { name: 'Ada' } });
  expect(variants(jwt).filter((changed) => verifySessionCache(changed) !== null)).toEqual([]);
  expect(verifySessionCache(await sign(`${SECRET}.`))).toBeNull();
});

test('a session token has no proof whichever of its characters changes, or those of the proof', () => {
  const token = 'Zm9vYmFy.c2lnbmF0dXJl%3D';
  const proof = proofOf(token);
  expect(isProven(token, proof)).toBe(true);
  expect(variants(token).filter((changed) => isProven(changed, proof))).toEqual([]);
  expect(variants(proof).filter((changed) => isProven(token, changed))).toEqual([]);
});
