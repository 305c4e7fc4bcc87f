import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import { connect } from '../../lib/db/connection';
import { ask, ban, newMember, revokeSessions } from '../support/api';
import type { TestApp } from '../support/app';
import { expect, test } from '../support/own-app';
import { cookieHeader, cookiesOf, newPerson, SESSION_DATA, SESSION_TOKEN, signIn, signUp } from '../support/people';
import { sendBody } from '../support/raw-form';

const getPage = (url: string, cookies: Record<string, string | undefined>) =>
  fetch(url, { headers: { cookie: cookieHeader(cookies) }, redirect: 'manual' });

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Returns the session cache with changed claims, signed with the app's own secret. */
function resign({ neon }: TestApp, sessionCache: string, claims: JWTPayload): Promise<string> {
  const secret = new TextEncoder().encode(neon.environment.NEON_AUTH_COOKIE_SECRET);
  return new SignJWT({ ...decodeJwt<JWTPayload>(sessionCache), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(secret);
}

test('a page view without a session cache makes at most 2 auth requests, and the next view makes none', async ({
  app,
  trouble,
}) => {
  const cookies = await signUp(app.url, newPerson());
  const before = await trouble.authCalls();

  const cold = await getPage(`${app.url}/posts`, { [SESSION_TOKEN]: cookies[SESSION_TOKEN] });
  expect(await cold.text()).toContain('Hello from Neon');
  const afterCold = await trouble.authCalls();
  expect(afterCold - before).toBeLessThanOrEqual(2);

  const warm = await getPage(`${app.url}/posts`, { ...cookies, ...cookiesOf(cold) });
  expect(await warm.text()).toContain('Hello from Neon');
  expect(await trouble.authCalls()).toBe(afterCold);
});

test('the session cache expires after at most 60 seconds', async ({ app }) => {
  const { [SESSION_DATA]: sessionCache = '' } = await signUp(app.url, newPerson());
  const claims = JSON.parse(Buffer.from(sessionCache.split('.')[1] ?? '', 'base64url').toString());
  expect(claims.exp - claims.iat).toBeLessThanOrEqual(60);
});

for (const [session, endSession] of [
  ['a revoked session', revokeSessions],
  ['the session of a banned user', ban],
] as const) {
  test(`${session} can no longer write, and can read only until its session cache expires`, async ({ app }) => {
    const member = await newMember(app.url, 'Ada of the cache');
    const cookies = cookiesOf(await signIn(app.url, member.person));
    await endSession(app.neon.environment.DATABASE_URL, member);

    const body = { content: 'Too late' };
    const headers = { cookie: cookieHeader(cookies), origin: app.url };
    expect((await ask(`${app.url}/api/posts`, { method: 'POST', headers, body })).status).toBe(401);

    const sessionCache = cookies[SESSION_DATA] ?? '';
    expect(await (await getPage(`${app.url}/`, cookies)).text()).toContain('Ada of the cache');
    const expired = { ...cookies, [SESSION_DATA]: await resign(app, sessionCache, { exp: nowInSeconds() - 1 }) };
    expect(await (await getPage(`${app.url}/`, expired)).text()).not.toContain('Ada of the cache');
    expect((await getPage(`${app.url}/account`, expired)).headers.get('location')).toContain('/auth/sign-in');
    // With a later expiry the same cache is accepted, so only the expiry matters.
    const current = { ...cookies, [SESSION_DATA]: await resign(app, sessionCache, { exp: nowInSeconds() + 30 }) };
    expect(await (await getPage(`${app.url}/`, current)).text()).toContain('Ada of the cache');
  });
}

test('a session cache is ignored when it comes with another session token', async ({ app }) => {
  // This name is the author of no post.
  const ada = await signUp(app.url, newPerson('Ada of the header'));
  const mallory = await signUp(app.url, newPerson('Mallory'));

  const swapped = await getPage(`${app.url}/posts`, { ...ada, [SESSION_TOKEN]: mallory[SESSION_TOKEN] });
  const html = await swapped.text();
  expect(html).toContain('Mallory');
  expect(html).not.toContain('Ada of the header');

  const invalid = await getPage(`${app.url}/posts`, { ...ada, [SESSION_TOKEN]: 'invented.token' });
  expect(invalid.headers.get('location')).toContain('/auth/sign-in');
  expect(await invalid.text()).not.toContain('Hello from Neon');
});

test('a malformed session token counts as signed out', async ({ app }) => {
  for (const value of ['%00', '%0d%0a', '%E2%82%AC', '%20', '%']) {
    const cookies = { [SESSION_TOKEN]: value };
    expect([value, (await getPage(`${app.url}/`, cookies)).status]).toEqual([value, 200]);
    expect([value, (await getPage(`${app.url}/posts`, cookies)).status]).toEqual([value, 307]);
    expect([value, (await getPage(`${app.url}/api/posts`, cookies)).status]).toEqual([value, 401]);
  }
});

test('a session that ended on the auth server counts as signed out, and every page still renders', async ({ app }) => {
  const cookies = await signUp(app.url, newPerson());
  const token = { [SESSION_TOKEN]: cookies[SESSION_TOKEN] };
  await sendBody(`${app.neon.environment.NEON_AUTH_BASE_URL}/sign-out`, '{}', cookieHeader(token), {
    'content-type': 'application/json',
    origin: app.url,
  });

  for (const path of ['/', '/auth/sign-in', '/nowhere']) {
    const response = await getPage(app.url + path, token);
    expect(response.status).toBe(path === '/nowhere' ? 404 : 200);
    expect(await response.text()).toContain('Create account');
  }
  const posts = await getPage(`${app.url}/posts`, token);
  expect(posts.status).toBe(307);
  expect(posts.headers.get('location')).toContain('/auth/sign-in?next=%2Fposts');
});

test('when the auth server extends a session, the browser cookie is extended too', async ({ app }) => {
  const member = await newMember(app.url);
  const sql = connect(app.neon.environment.DATABASE_URL);
  const days = async () => {
    const [row] = await sql`
      select extract(epoch from "expiresAt" - now())::int / 86400.0 as days from neon_auth.session where "userId" = ${member.id}`;
    return Number(row?.days);
  };
  await sql`update neon_auth.session set "expiresAt" = now() + interval '5 days' where "userId" = ${member.id}`;
  const response = await fetch(`${app.url}/posts`, { headers: { cookie: member.cookie } });
  expect(await days()).toBeGreaterThan(6.9);
  const renewed = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${SESSION_TOKEN}=`)) ?? '';
  expect(renewed.split(';')[0]).toBe(member.cookie);
  expect(Number(/Max-Age=(\d+)/.exec(renewed)?.[1])).toBeGreaterThan(6.9 * 86_400);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(renewed).toContain(attribute);
});

test('pages render even when the auth server sets a cookie on every request', async ({ app, trouble }) => {
  const cookies = await signUp(app.url, newPerson());
  await trouble.switchOn({ refreshAlways: true });
  for (const path of ['/', '/posts', '/nowhere', '/auth/sign-in']) {
    const response = await getPage(app.url + path, { [SESSION_TOKEN]: cookies[SESSION_TOKEN] });
    expect(response.status).toBe({ '/nowhere': 404, '/auth/sign-in': 307 }[path] ?? 200);
    if (response.status < 300) expect(await response.text()).toContain('Ada Lovelace');
  }
});
