import { rm } from 'node:fs/promises';
import { makeAdministrator } from '../../scripts/admin';
import { ask, newMember } from '../support/api';
import type { TestApp } from '../support/app';
import { test as base, expect } from '../support/browser-test';
import { startCopiedApp } from '../support/copied-app';
import { cookieHeader, newPerson, SESSION_TOKEN, signUp } from '../support/people';

const test = base.extend<object, { app: TestApp }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from this pattern
    async ({}, use) => {
      const app = await startCopiedApp('.without-proxy', (folder) => rm(`${folder}/proxy.ts`));
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

// One build, and one worker that waits for it.
test.describe.configure({ mode: 'default' });

test('a build without proxy.ts shows a visitor not one byte of a post', async ({ app }) => {
  const answer = await fetch(`${app.url}/posts`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toContain('/auth/sign-in?next=%2Fposts');
  expect(await answer.text()).not.toContain('Hello from Neon');
});

test('a build without proxy.ts shows no page and no answer of posts to a visitor', async ({ app }) => {
  const { withToken, cookie } = await newMember(app.url);
  const secret = crypto.randomUUID();
  const body = { content: secret, isPublished: true };
  const { id } = (await ask(`${app.url}/api/posts`, { method: 'POST', headers: withToken, body })).body;
  for (const path of ['/posts', `/posts?q=${secret}`, '/posts/mine', `/posts/${id}`, `/posts/${id}/edit`]) {
    const seen = async (headers: Record<string, string>) => {
      const answer = await fetch(app.url + path, { redirect: 'manual', headers });
      return { status: answer.status, hasSecret: (await answer.text()).includes(`>${secret}<`) };
    };
    expect([path, await seen({})]).toEqual([path, { status: 307, hasSecret: false }]);
    // As the app's own pages ask, when one goes from one to the next.
    expect([path, (await seen({ rsc: '1', 'sec-fetch-dest': 'empty' })).hasSecret]).toEqual([path, false]);
    expect((await seen({ cookie })).status).toBe(200);
  }
  for (const path of ['/api/posts', `/api/posts/${id}`]) expect((await ask(app.url + path)).status).toBe(401);
});

test('a build without proxy.ts believes the token, not a copied session', async ({ app }) => {
  const ada = await signUp(app.url, newPerson('Ada Lovelace'));
  const answer = await fetch(`${app.url}/posts`, {
    redirect: 'manual',
    headers: { cookie: cookieHeader({ ...ada, [SESSION_TOKEN]: 'invented.token' }) },
  });
  expect(await answer.text()).not.toMatch(/Hello from Neon|Ada Lovelace/);
});

test('a build without proxy.ts still shows the posts to those who are signed in', async ({ app }) => {
  const cookies = await signUp(app.url, newPerson());
  const answer = await fetch(`${app.url}/posts`, { headers: { cookie: cookieHeader(cookies) } });
  expect(await answer.text()).toContain('Hello from Neon');
});

test('a build without proxy.ts shows users to administrators alone', async ({ app }) => {
  const { id, person, cookie } = await newMember(app.url, 'Grace Hopper');
  const ordinary = cookieHeader(await signUp(app.url, newPerson()));
  for (const path of [`/admin/users?q=${person.email}`, `/admin/users/${id}`]) {
    const visitor = await fetch(app.url + path, { redirect: 'manual' });
    expect(visitor.headers.get('location')).toContain('/auth/sign-in?next=%2Fadmin%2Fusers');
    const somebody = await fetch(app.url + path, { headers: { cookie: ordinary } });
    expect([path, somebody.status, (await somebody.text()).includes(`>${person.name}<`)]).toEqual([path, 404, false]);
  }
  await makeAdministrator(app.neon.environment.DATABASE_URL, [person.email]);
  expect((await fetch(`${app.url}/admin/users/${id}`, { headers: { cookie } })).status).toBe(200);
});
