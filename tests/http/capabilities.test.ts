import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app';
import { BUILD_TIMEOUT, ensureBuild } from '../support/build';
import { createUser } from '../support/users';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(await ensureBuild('without-capabilities'));
}, BUILD_TIMEOUT);
afterAll(() => app.stop());

test('without its optional capabilities, the app builds, serves its pages and shows no tab for them', async () => {
  const { headers } = await createUser(app, { isAdmin: true });
  const get = async (url: string) => {
    const response = await fetch(app.url + url, { headers });
    return { status: response.status, html: await response.text() };
  };
  expect((await get('/')).status).toBe(200);
  for (const url of [
    '/posts',
    '/organizations',
    '/admin/users',
    '/api/webhooks/neon-auth',
    '/api/posts',
    '/auth/magic-link',
    '/auth/provider',
  ]) {
    expect([url, (await get(url)).status]).toEqual([url, 404]);
  }
  const account = await get('/account');
  expect(account.status).toBe(200);
  expect(account.html).toContain('Save profile');
  expect(account.html).not.toMatch(/Organizations|Create token|href="\/(posts|organizations|admin)/);
  const signIn = await (await fetch(`${app.url}/auth/sign-in`)).text();
  expect(signIn).toContain('Email me a code');
  expect(signIn).not.toMatch(/Continue with|Email me a link/);
});
