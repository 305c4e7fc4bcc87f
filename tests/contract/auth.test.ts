import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { env } from '@/lib/env';
import { callAuth, deleteUser, type NeonUser, sessionCookieOf, signUp } from '../support/contract';

const sql = connect(env.DATABASE_URL);
const { origin: issuer } = new URL(env.NEON_AUTH_BASE_URL);

let user: NeonUser;
beforeAll(async () => {
  user = await signUp();
});
afterAll(() => deleteUser(user));

describe('Neon Auth', () => {
  test('is healthy, and reports no session without a cookie', async () => {
    expect(await (await callAuth('ok')).json()).toEqual({ ok: true });
    const response = await callAuth('get-session');
    expect([response.status, await response.json()]).toEqual([200, null]);
  });

  test('stores a new user and session in the database, and reports the same ones', async () => {
    const [row] = await sql`
      select u.email, u.name, u."emailVerified", u.banned, s."expiresAt" > now() + interval '1 hour' as "isLong"
      from neon_auth.session s join neon_auth.user u on u.id = s."userId" where s.token = ${user.token}`;
    expect(row).toMatchObject({ email: user.email, name: 'Contract', emailVerified: false, isLong: true });
    expect(row?.banned).not.toBe(true);
    expect(await (await callAuth('get-session', { cookie: user.cookie })).json()).toMatchObject({
      session: { token: user.token, userId: user.id },
      user: { id: user.id, email: user.email },
    });
  });

  test('signs JWTs that the keys verify, for 15 minutes, with its origin as issuer and audience', async () => {
    const { token }: { token: string } = await (await callAuth('token', { cookie: user.cookie })).json();
    const keys = createRemoteJWKSet(new URL(`${env.NEON_AUTH_BASE_URL}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer, audience: issuer });
    expect(protectedHeader.alg).toBe('EdDSA');
    expect([payload.sub, (payload.exp ?? 0) - (payload.iat ?? 0)]).toEqual([user.id, 900]);
  });

  test('sets its session cookie with the attributes that the SDK expects', async () => {
    const { email, password } = user;
    const response = await callAuth('sign-in/email', { body: { email, password } });
    const line = response.headers.getSetCookie().find((header) => header.startsWith(sessionCookieOf(response)));
    expect(line).toMatch(/; Path=\//i);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite']) expect(line).toContain(attribute);
  });

  test.each([
    ['a wrong password', 'sign-in/email', { password: 'wrong password' }, 401],
    ['a short password', 'sign-up/email', { name: 'Ada', email: 'short@example.com', password: 'short' }, 400],
    ['an address in use', 'sign-up/email', { name: 'Ada', password: 'correct horse battery' }, 422],
  ])('rejects %s', async (_, path, fields, status) => {
    expect((await callAuth(path, { body: { email: user.email, ...fields } })).status).toBe(status);
  });

  test('rejects an origin that is not trusted', async () => {
    const options = { body: {}, cookie: 'contract=1', origin: 'https://untrusted.example' };
    const response = await callAuth('sign-out', options);
    expect([response.status, (await response.json()).code]).toEqual([403, 'INVALID_ORIGIN']);
  });

  test('deletes a user with its sessions', async () => {
    const other = await signUp();
    expect((await deleteUser(other)).status).toBe(200);
    expect(await sql`select id from neon_auth.user where id = ${other.id}`).toEqual([]);
    expect(await sql`select id from neon_auth.session where token = ${other.token}`).toEqual([]);
  });
});
