import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { cookieHeader, newPerson, SESSION_DATA, SESSION_TOKEN, signUp } from '../support/people';
import { sendBody } from '../support/raw-form';
import { ban, createUser, revokeSessions, sessionCookies } from '../support/users';
import { app } from '../support/worker-app';
import { prepareWrite } from '../support/write';

const getPage = (url: string, cookies: Record<string, string | undefined>) =>
  fetch(url, { headers: { cookie: cookieHeader(cookies) }, redirect: 'manual' });

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Returns the session cache with changed claims, signed with the app's own secret. */
function resign(sessionCache: string, claims: JWTPayload): Promise<string> {
  const secret = new TextEncoder().encode(app.cookieSecret);
  return new SignJWT({ ...decodeJwt<JWTPayload>(sessionCache), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(secret);
}

test('the session cache expires after at most 60 seconds', async () => {
  const { [SESSION_DATA]: sessionCache = '' } = await signUp(app.url, newPerson());
  const claims = JSON.parse(Buffer.from(sessionCache.split('.')[1] ?? '', 'base64url').toString());
  expect(claims.exp - claims.iat).toBeLessThanOrEqual(60);
});

for (const [session, endSession] of [
  ['a revoked session', revokeSessions],
  ['the session of a banned user', ban],
] as const) {
  test(`${session} can no longer write, and can read only until its session cache expires`, async () => {
    const user = await createUser(app, { name: 'Ada of the cache' });
    const cookies = await sessionCookies(app, user);
    const canWrite = await prepareWrite(app, user.cookie);
    await endSession(app.databaseUrl, user);

    expect(await canWrite(cookieHeader(cookies))).toBe(false);

    const sessionCache = cookies[SESSION_DATA] ?? '';
    expect(await (await getPage(`${app.url}/`, cookies)).text()).toContain('Ada of the cache');
    const expired = { ...cookies, [SESSION_DATA]: await resign(sessionCache, { exp: nowInSeconds() - 1 }) };
    expect(await (await getPage(`${app.url}/`, expired)).text()).not.toContain('Ada of the cache');
    expect((await getPage(`${app.url}/account`, expired)).headers.get('location')).toContain('/auth/sign-in');
    // With a later expiry the same cache is accepted, so only the expiry matters.
    const current = { ...cookies, [SESSION_DATA]: await resign(sessionCache, { exp: nowInSeconds() + 30 }) };
    expect(await (await getPage(`${app.url}/`, current)).text()).toContain('Ada of the cache');
  });
}

test('a session cache is ignored when it comes with another session token', async () => {
  const ada = await sessionCookies(app, await createUser(app, { name: 'Ada of the header' }));
  const mallory = await sessionCookies(app, await createUser(app, { name: 'Mallory' }));

  const swapped = await getPage(`${app.url}/account`, { ...ada, [SESSION_TOKEN]: mallory[SESSION_TOKEN] });
  const html = await swapped.text();
  expect(html).toContain('Mallory');
  expect(html).not.toContain('Ada of the header');

  const invalid = await getPage(`${app.url}/account`, { ...ada, [SESSION_TOKEN]: 'invented.token' });
  expect(invalid.headers.get('location')).toContain('/auth/sign-in');
  expect(await invalid.text()).not.toContain('Ada of the header');
});

test('a malformed session token counts as signed out', async () => {
  for (const value of ['%00', '%0d%0a', '%E2%82%AC', '%20', '%']) {
    const cookies = { [SESSION_TOKEN]: value };
    expect([value, (await getPage(`${app.url}/`, cookies)).status]).toEqual([value, 200]);
    expect([value, (await getPage(`${app.url}/account`, cookies)).status]).toEqual([value, 307]);
    expect([value, (await getPage(`${app.url}/api/posts`, cookies)).status]).toEqual([value, 401]);
  }
});

test('a session that ended on the auth server counts as signed out, and every page still renders', async () => {
  const { cookie, headers } = await createUser(app);
  await sendBody(`${app.authUrl}/sign-out`, '{}', cookie, { 'content-type': 'application/json', ...headers });

  for (const path of ['/', '/auth/sign-in', '/nowhere']) {
    const response = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
    expect(response.status).toBe(path === '/nowhere' ? 404 : 200);
    expect(await response.text()).toContain('Create account');
  }
  const account = await fetch(`${app.url}/account`, { headers: { cookie }, redirect: 'manual' });
  expect(account.status).toBe(307);
  expect(account.headers.get('location')).toContain('/auth/sign-in?next=%2Faccount');
});

test('when the auth server extends a session, the browser cookie is extended too', async () => {
  const user = await createUser(app);
  const sql = connect(app.databaseUrl);
  const days = async () => {
    const [row] = await sql`
      select extract(epoch from "expiresAt" - now())::int / 86400.0 as days from neon_auth.session where "userId" = ${user.id}`;
    return Number(row?.days);
  };
  await sql`update neon_auth.session set "expiresAt" = now() + interval '5 days' where "userId" = ${user.id}`;
  const response = await fetch(`${app.url}/account`, { headers: { cookie: user.cookie } });
  expect(await days()).toBeGreaterThan(6.9);
  const renewed = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${SESSION_TOKEN}=`)) ?? '';
  expect(user.cookie.split('; ')).toContain(renewed.split(';')[0]);
  expect(Number(/Max-Age=(\d+)/.exec(renewed)?.[1])).toBeGreaterThan(6.9 * 86_400);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(renewed).toContain(attribute);
});
