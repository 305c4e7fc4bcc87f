import { ask } from '../support/api';
import { startTestApp } from '../support/app';
import { expect, test } from '../support/own-app';
import { cookieHeader, newPerson, SESSION_TOKEN, signUp } from '../support/people';

const FAULTS = ['slow', 'error', 'html', 'garbage', 'drop'] as const;

/** What becomes of a page for whom, while a service is in trouble. It is decided here, and nowhere else. */
const OUTCOMES = [
  { service: 'auth', who: 'somebody whose session was just seen', path: '/posts', status: 200 },
  { service: 'auth', who: 'somebody whose session must be asked about', path: '/posts', status: 200 },
  { service: 'auth', who: 'somebody whose session must be asked about', path: '/account', status: 503 },
  { service: 'auth', who: 'a visitor', path: '/posts', status: 200, leadsTo: '/auth/sign-in' },
  { service: 'auth', who: 'a visitor', path: '/', status: 200 },
  { service: 'sql', who: 'somebody whose session was just seen', path: '/posts', status: 503 },
  { service: 'sql', who: 'somebody whose session was just seen', path: '/posts/mine', status: 503 },
  { service: 'sql', who: 'somebody whose session was just seen', path: '/', status: 200 },
  { service: 'sql', who: 'a visitor', path: '/posts', status: 200, leadsTo: '/auth/sign-in' },
] as const;

for (const { service, who, path, status, ...rest } of OUTCOMES) {
  for (const fault of FAULTS) {
    test(`while "${service}" answers with "${fault}", ${who} gets ${status} for ${path}, soon, and then the page again`, async ({
      app,
      trouble,
    }) => {
      const cookies = await signUp(app.url, newPerson());
      const held = {
        'a visitor': {},
        'somebody whose session was just seen': cookies,
        'somebody whose session must be asked about': { [SESSION_TOKEN]: cookies[SESSION_TOKEN] },
      }[who];
      const headers = { cookie: cookieHeader(held) };
      await trouble.switchOn({ [service]: fault, slowMs: 8_000 });
      const start = performance.now();
      const answer = await fetch(app.url + path, { headers });
      const text = await answer.text();
      // The slow service takes eight seconds; the visitor does not wait for it.
      expect(performance.now() - start).toBeLessThan(6_000);
      expect([answer.status, text.includes('Hello from Neon')]).toEqual([
        status,
        status === 200 && path === '/posts' && !('leadsTo' in rest),
      ]);
      if ('leadsTo' in rest) expect(new URL(answer.url).pathname).toBe(rest.leadsTo);
      if (status === 503) {
        expect(answer.headers.get('retry-after')).toBe('5');
        expect(text).toContain('Something went wrong');
      }
      expect(answer.headers.getSetCookie().filter((cookie) => cookie.includes('session_token'))).toEqual([]);

      await trouble.switchOff();
      expect((await fetch(app.url + path, { headers })).status).toBe(200);
    });
  }
}

test('whether the app lives is told from whether it can do its work', async ({ app, trouble }) => {
  const health = async (query = '') => {
    const answer = await fetch(`${app.url}/api/health${query}`);
    return {
      status: answer.status,
      body: await answer.json(),
      isKept: !/no-store/.test(answer.headers.get('cache-control') ?? ''),
    };
  };
  expect(await health()).toEqual({
    status: 200,
    body: { live: true, ready: true, database: true, authServer: true },
    isKept: false,
  });
  for (const fault of FAULTS) {
    await trouble.switchOn({ sql: fault, auth: null, slowMs: 8_000 });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: false, authServer: true } });
    await trouble.switchOn({ sql: null, auth: fault });
    expect(await health()).toMatchObject({ status: 503, body: { ready: false, database: true, authServer: false } });
    expect(await health('?probe=live')).toMatchObject({ status: 200, body: { live: true } });
    await trouble.switchOff();
  }
  expect((await health()).status).toBe(200);
});

test('a post that is sent again, because its answer was lost, is one post', async ({ app, trouble }) => {
  const cookies = await signUp(app.url, newPerson());
  const headers = { cookie: cookieHeader(cookies), origin: app.url, 'idempotency-key': crypto.randomUUID() };
  const body = { content: `Sent until it is there: ${crypto.randomUUID()}`, isPublished: true };
  const send = () => ask(`${app.url}/api/posts`, { method: 'POST', headers, body });
  // The answer comes too late: the post is written by then.
  await trouble.switchOn({ sql: 'slow', slowMs: 2_200 });
  expect((await send()).status).toBe(503);
  await trouble.switchOff();
  await expect.poll(async () => (await send()).status).toBe(201);
  const posts = (await ask(`${app.url}/api/posts`, { headers })).body.posts ?? [];
  expect(posts.filter(({ content }) => content === body.content)).toHaveLength(1);
});

test('a server that is told to end finishes what it has begun', async () => {
  const app = await startTestApp();
  const cookies = await signUp(app.url, newPerson());
  const slow = JSON.stringify({ sql: 'slow', slowMs: 1_000 });
  await fetch(`${app.neon.origin}/switches`, { method: 'PUT', body: slow });
  await fetch(`${app.neon.origin}/calls.json`, { method: 'DELETE' });
  const answer = fetch(`${app.url}/posts`, { headers: { cookie: cookieHeader(cookies) } });
  const calls = async () => (await (await fetch(`${app.neon.origin}/calls.json`)).json())['POST /sql'] ?? 0;
  await expect.poll(calls).toBeGreaterThan(0);
  const stopped = app.stop();
  expect(await (await answer).text()).toContain('Hello from Neon');
  await stopped;
});
