import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAULTS, SQL_FAULTS } from '@/local/faults/settings';
import { faultsOf } from '../support/faults';
import { cookieHeader } from '../support/people';
import { createPost } from '../support/posts';
import { createUser, sessionCookies } from '../support/users';
import { app } from '../support/worker-app';

/** The delay of a slow service. A response that waits for it is later than `TIME_LIMIT`, even on a fast machine. */
const SLOW = { slowMs: 30_000 };
/** In milliseconds. The timeouts of a page add up to 3 s. The rest is tolerance for a busy machine. */
const TIME_LIMIT = 10_000;

/** The faults to inject into each service. Only `slow` is tested in both at once. */
const FAULTS_BY_SERVICE = {
  auth: FAULTS.map((auth) => ({ auth })),
  sql: SQL_FAULTS.map((sql) => ({ sql })),
  both: [{ auth: 'slow', sql: 'slow' }],
};

/** The expected outcome of each page of posts and visitor during a fault. */
const OUTCOMES_OF_POSTS = [
  { service: 'auth', visitor: 'a user with a session cache', path: '/posts', status: 200 },
  { service: 'auth', visitor: 'a user without a session cache', path: '/posts', status: 200 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/posts', status: 503 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/posts/mine', status: 503 },
  { service: 'both', visitor: 'a user without a session cache', path: '/posts', status: 503 },
] as const;

/** The expected outcome of each page and visitor during a fault. */
const OUTCOMES = [
  { service: 'auth', visitor: 'a user without a session cache', path: '/account', status: 503 },
  { service: 'auth', visitor: 'a user with a session cache', path: '/organizations', status: 200 },
  { service: 'auth', visitor: 'an anonymous visitor', path: '/account', status: 200, redirectsTo: '/auth/sign-in' },
  { service: 'auth', visitor: 'an anonymous visitor', path: '/', status: 200 },
  { service: 'sql', visitor: 'a user with a session cache', path: '/', status: 200 },
  { service: 'sql', visitor: 'an anonymous visitor', path: '/account', status: 200, redirectsTo: '/auth/sign-in' },
  { service: 'both', visitor: 'a user without a session cache', path: '/account', status: 503 },
  ...OUTCOMES_OF_POSTS,
] as const;

const faults = faultsOf(app);
// Other tests publish posts, so the sample post may not be on the first page.
beforeEach(async () => createPost(app, await createUser(app), 'Hello from Neon'));
afterEach(() => faults.clear());

for (const service of ['auth', 'sql', 'both'] as const) {
  for (const fault of FAULTS_BY_SERVICE[service]) {
    test(`with ${JSON.stringify(fault)}, every page has its expected outcome within 10 seconds, and returns 200 after recovery`, async () => {
      const user = await createUser(app);
      const cookies = {
        'an anonymous visitor': '',
        'a user with a session cache': cookieHeader(await sessionCookies(app, user)),
        'a user without a session cache': user.cookie,
      };
      const outcomes = OUTCOMES.filter((outcome) => outcome.service === service);
      const request = async ({ visitor, path }: (typeof OUTCOMES)[number]) => {
        const start = performance.now();
        const response = await fetch(app.url + path, { headers: { cookie: cookies[visitor] } });
        return { response, text: await response.text(), milliseconds: performance.now() - start };
      };
      await faults.inject({ ...fault, ...SLOW });
      const pages = await Promise.all(outcomes.map(request));
      for (const [index, { response, text, milliseconds }] of pages.entries()) {
        const { visitor, path, status, ...rest } = outcomes[index] ?? OUTCOMES[0];
        const page = `${path} for ${visitor}`;
        expect(milliseconds, page).toBeLessThan(TIME_LIMIT);
        expect(response.status, page).toBe(status);
        if (path === '/posts') expect(text.includes('Hello from Neon'), page).toBe(status === 200);
        if ('redirectsTo' in rest) expect(new URL(response.url).pathname, page).toBe(rest.redirectsTo);
        if (status === 503) {
          expect(response.headers.get('retry-after'), page).toBe('5');
          expect(text, page).toContain('Something went wrong');
        }
        const sessionTokens = response.headers.getSetCookie().filter((cookie) => cookie.includes('session_token'));
        expect(sessionTokens, page).toEqual([]);
      }

      await faults.clear();
      const statuses = async () => (await Promise.all(outcomes.map(request))).map(({ response }) => response.status);
      // On a busy machine, the first lookup after a recovery can time out, too.
      await expect.poll(statuses, { timeout: 30_000 }).toEqual(outcomes.map(() => 200));
    });
  }
}

test('the health check reports liveness separately from readiness', async () => {
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
    await faults.inject({ sql, ...SLOW });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: false, authServer: true } });
    await faults.clear();
  }
  for (const auth of FAULTS) {
    await faults.inject({ auth, ...SLOW });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: true, authServer: false } });
    expect(await health('?probe=live')).toMatchObject({ status: 200, body: { live: true } });
    await faults.clear();
  }
  expect((await health()).status).toBe(200);
});

test('a database failure is logged with its cause and without the session token', async () => {
  const user = await createUser(app);
  const headers = { cookie: cookieHeader(await sessionCookies(app, user)) };
  expect(user.token.length).toBeGreaterThan(20);
  for (const sql of ['drop', 'error', 'html', 'garbage']) {
    await faults.inject({ sql });
    for (const path of ['/auth/sign-in', '/account', '/posts', '/posts/mine', '/posts/1', '/api/posts']) {
      await fetch(app.url + path, { headers, redirect: 'manual' });
    }
  }
  const log = readFileSync(app.log, 'utf8');
  expect(log).toContain('NeonDbError');
  expect(log).not.toContain(user.token);
});

test('pages render even when the auth server sets a cookie on every request', async () => {
  const { cookie } = await createUser(app);
  await faults.inject({ refreshAlways: true });
  for (const path of ['/', '/account', '/nowhere', '/auth/sign-in']) {
    const response = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
    expect(response.status).toBe({ '/nowhere': 404, '/auth/sign-in': 307 }[path] ?? 200);
    if (response.status < 300) expect(await response.text()).toContain('Ada Lovelace');
  }
});
