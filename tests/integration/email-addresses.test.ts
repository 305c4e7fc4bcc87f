import { expect, test } from 'vitest';
import { SignUp } from '@/lib/auth/input';

const BASE = process.env.NEON_AUTH_BASE_URL ?? '';

/** Signs up at the auth server itself. */
async function isAccepted(email: string): Promise<boolean> {
  const response = await fetch(`${BASE}/sign-up/email`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Ada', email, password: 'correct horse battery' }),
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
  });
  return response.ok;
}

test.each([
  ["o'Neil_a.b+c-d1@sub-domain.example.com", true],
  ['R&D@example.com', false],
  ['zoë@example.com', false],
  ['ada@münchen.example', false],
  ['ada..b@example.com', false],
  ['ada@example.xn--p1ai', false],
])('the sign-up form rejects what the auth server rejects: %s is accepted: %s', async (email, accepted) => {
  expect(await isAccepted(email)).toBe(accepted);
  expect(SignUp.safeParse({ name: 'Ada', email, password: 'correct horse battery' }).success).toBe(accepted);
});
