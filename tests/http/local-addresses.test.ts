import { beforeAll, expect, test } from 'vitest';
import { SESSION_TOKEN } from '../../lib/auth/sdk/cookies';
import { HOME } from '../../lib/site';
import { rawRequest } from '../../local/tests/support/raw-request';
import { readForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

let user: User;
beforeAll(async () => {
  user = await createUser(app);
});

async function signInAt(origin: string) {
  const form = new FormData();
  for (const [name, value] of (await readForm(`${app.url}/auth/sign-in`)).hidden) form.append(name, value);
  form.append('email', user.email);
  form.append('password', user.password);
  const headers = { host: new URL(origin).host, origin, accept: 'text/html' };
  return rawRequest(`${app.url}/auth/sign-in`, { method: 'POST', form, headers });
}

test.each([
  'http://localhost:3000',
  'http://app.localhost:3000',
  'http://127.0.0.1:3000',
  'http://127.0.0.2:3000',
  'http://[::1]:3000',
])('a user signs in at %s with local Neon', async (origin) => {
  const { status, headers } = await signInAt(origin);
  expect([status, headers.location]).toEqual([303, HOME]);
  expect(String(headers['set-cookie'])).toContain(`${SESSION_TOKEN}=`);
});

test.each(['http://192.168.1.20:3000', 'https://octocat-3000.app.github.dev'])(
  'a user cannot sign in at %s, which local Neon does not trust',
  async (origin) => {
    const { status, headers, text } = await signInAt(origin);
    expect([status, headers['set-cookie']]).toEqual([200, undefined]);
    expect(text).toContain('Sign-in is temporarily unavailable');
  },
);
