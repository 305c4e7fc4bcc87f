import { connect } from '../../lib/db/connection';
import { FAULTS, SQL_FAULTS } from '../../local/faults/settings';
import { ask } from '../support/api';
import { startTestApp } from '../support/app';
import { expect, test } from '../support/own-app';
import { cookieHeader, newPerson, SESSION_TOKEN, signIn, signUp, signUpIn } from '../support/people';

/** The faults to inject into each service. Only `slow` is tested in both at once. */
const FAULTS_BY_SERVICE = {
  auth: FAULTS.map((auth) => ({ auth })),
  sql: SQL_FAULTS.map((sql) => ({ sql })),
  both: [{ auth: 'slow', sql: 'slow' }],
};

/** The expected outcome of each page and visitor during a fault. */
const OUTCOMES = [
  { service: 'auth', visitor: 'a user with a session cache', path: '/posts', status: 200 },
  { service: 'auth', visitor: 'a user without a session cache', path: '/posts', status: 200 },
  { service: 'auth', visitor: 'a user without a session cache', path: '/account', status: 503 },
  { service: 'auth', visitor: 'a user with a session cache', path: '/organizations', status: 200 },
  { service: 'auth', visitor: 'an anonymous visitor', path: '/posts', status: 200, redirectsTo: '/auth/sign-in' },
  { service: 'auth', visitor: 'an anonymous visitor', path: '/', status: 200 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/posts', status: 503 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/posts/mine', status: 503 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/', status: 200 },
  { service: 'sql', visitor: 'an anonymous visitor', path: '/posts', status: 200, redirectsTo: '/auth/sign-in' },
  { service: 'both', visitor: 'a user without a session cache', path: '/posts', status: 503 },
] as const;

for (const { service, visitor, path, status, ...rest } of OUTCOMES) {
  for (const fault of FAULTS_BY_SERVICE[service]) {
    test(`with ${JSON.stringify(fault)}, ${visitor} gets ${status} for ${path} within 4 seconds, and 200 after recovery`, async ({
      app,
      trouble: { switchOn, switchOff },
    }) => {
      const cookies = await signUp(app.url, newPerson());
      const sentCookies = {
        'an anonymous visitor': {},
        'a user with a session cache': cookies,
        'a user without a session cache': { [SESSION_TOKEN]: cookies[SESSION_TOKEN] },
      }[visitor];
      const headers = { cookie: cookieHeader(sentCookies) };
      await switchOn({ ...fault, slowMs: 8_000 });
      const start = performance.now();
      const response = await fetch(app.url + path, { headers });
      const text = await response.text();
      // A slow service takes 8 s. The timeouts add up to 2.9 s; the rest is tolerance for a busy machine.
      expect(performance.now() - start).toBeLessThan(4_000);
      expect([response.status, text.includes('Hello from Neon')]).toEqual([
        status,
        status === 200 && path === '/posts' && !('redirectsTo' in rest),
      ]);
      if ('redirectsTo' in rest) expect(new URL(response.url).pathname).toBe(rest.redirectsTo);
      if (status === 503) {
        expect(response.headers.get('retry-after')).toBe('5');
        expect(text).toContain('Something went wrong');
      }
      expect(response.headers.getSetCookie().filter((cookie) => cookie.includes('session_token'))).toEqual([]);

      await switchOff();
      expect((await fetch(app.url + path, { headers })).status).toBe(200);
    });
  }
}

test('the health check reports liveness separately from readiness', async ({ app, trouble }) => {
  const health = async (query = '') => {
    const response = await fetch(`${app.url}/api/health${query}`);
    return {
      status: response.status,
      body: await response.json(),
      isCacheable: !/no-store/.test(response.headers.get('cache-control') ?? ''),
    };
  };
  expect(await health()).toEqual({
    status: 200,
    body: { live: true, ready: true, database: true, authServer: true },
    isCacheable: false,
  });
  for (const sql of SQL_FAULTS) {
    await trouble.switchOn({ sql, slowMs: 8_000 });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: false, authServer: true } });
    await trouble.switchOff();
  }
  for (const auth of FAULTS) {
    await trouble.switchOn({ auth, slowMs: 8_000 });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: true, authServer: false } });
    expect(await health('?probe=live')).toMatchObject({ status: 200, body: { live: true } });
    await trouble.switchOff();
  }
  expect((await health()).status).toBe(200);
});

test('retrying a post after a lost response creates one post', async ({ app, trouble }) => {
  const cookies = await signUp(app.url, newPerson());
  const headers = { cookie: cookieHeader(cookies), origin: app.url, 'idempotency-key': crypto.randomUUID() };
  const body = { content: `Retried: ${crypto.randomUUID()}`, isPublished: true };
  const send = () => ask(`${app.url}/api/posts`, { method: 'POST', headers, body });
  const findCreated = async () => {
    const posts = (await ask(`${app.url}/api/posts`, { headers })).body.posts ?? [];
    return posts.filter(({ content }) => content === body.content);
  };
  await trouble.switchOn({ sql: 'lose' });
  expect((await send()).status).toBe(503);
  await trouble.switchOff();
  expect(await findCreated()).toHaveLength(1);
  expect((await send()).status).toBe(201);
  expect(await findCreated()).toHaveLength(1);
});

test('a stopping server finishes in-flight requests', async () => {
  const app = await startTestApp();
  const cookies = await signUp(app.url, newPerson());
  const slow = JSON.stringify({ sql: 'slow', slowMs: 1_000 });
  await fetch(`${app.neon.origin}/faults`, { method: 'PUT', body: slow });
  await fetch(`${app.neon.origin}/calls.json`, { method: 'DELETE' });
  const response = fetch(`${app.url}/posts`, { headers: { cookie: cookieHeader(cookies) } });
  const calls = async () => (await (await fetch(`${app.neon.origin}/calls.json`)).json())['POST /sql'] ?? 0;
  await expect.poll(calls).toBeGreaterThan(0);
  const stopped = app.stop();
  expect(await (await response).text()).toContain('Hello from Neon');
  await stopped;
});
