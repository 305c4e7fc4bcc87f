import { afterEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app';
import { faultsOf } from '../support/faults';
import { createUser } from '../support/users';
import { app as workerApp } from '../support/worker-app';

let app: TestApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

/** Starts an app that has not called its services yet. */
const startColdApp = () => startTestApp('.', {}, false);

test('while both services wake up, the first page waits for them and loads', async () => {
  app = await startColdApp();
  const { cookie } = await createUser(app);
  await faultsOf(app).inject({ auth: 'slow', sql: 'slow', slowMs: 2_500 });
  const response = await fetch(`${app.url}/posts`, { headers: { cookie } });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Hello from Neon');
});

test('while both services wake up slowly, the account page of a signed-in user never leads to sign-in', async () => {
  app = await startColdApp();
  const { cookie } = await createUser(app);
  await faultsOf(app).inject({ auth: 'slow', sql: 'slow', slowMs: 5_000 });
  const url = `${app.url}/account`;
  const seen: string[] = [];
  const view = async () => {
    const response = await fetch(url, { headers: { cookie } });
    seen.push(new URL(response.url).pathname);
    return response.status;
  };
  await view();
  await faultsOf(app).clear();
  await expect.poll(view, { timeout: 20_000 }).toBe(200);
  expect(seen.at(-1)).toBe('/account');
  expect(seen).not.toContain('/auth/sign-in');
});

test.each([
  ['sql', '/posts'],
  ['auth', '/account'],
])('a service that hangs when it is known to be awake is not waited for as long: %s', async (fault, path) => {
  const { cookie } = await createUser(workerApp);
  const faults = faultsOf(workerApp);
  await fetch(workerApp.url + path, { headers: { cookie } });
  await faults.inject({ [fault]: 'slow', slowMs: 60_000 });
  const start = performance.now();
  const { status } = await fetch(workerApp.url + path, { headers: { cookie } });
  const milliseconds = performance.now() - start;
  await faults.clear();
  expect(status).toBe(503);
  // Half of the cold timeout, to hold on a slow machine.
  expect(milliseconds).toBeLessThan(10_000);
});

test.each([
  ['the database', 'sql', '/posts'],
  ['the auth server', 'auth', '/account'],
])(
  'while %s takes longer to wake up than a page waits, the page shows that and tries again soon',
  async (_, fault, path) => {
    app = await startColdApp();
    const { cookie } = await createUser(app);
    const faults = faultsOf(app);
    const url = app.url + path;
    await faults.inject({ [fault]: 'slow', slowMs: 60_000 });
    const waking = await fetch(url, { headers: { cookie } });
    expect([waking.status, new URL(waking.url).pathname]).toEqual([503, '/unavailable']);
    expect(waking.headers.get('refresh')).toBe(`10; url=${path}`);
    const html = await waking.text();
    expect(html).toMatch(/<title>Waking up/);
    expect(html).toContain('tries again every 10 seconds');

    await faults.clear();
    await expect.poll(async () => (await fetch(url, { headers: { cookie } })).status, { timeout: 20_000 }).toBe(200);
    // The service is awake from now on, so a failure is not a cold start.
    await faults.inject({ [fault]: 'error' });
    const broken = await fetch(url, { headers: { cookie } });
    expect(broken.status).toBe(503);
    expect(await broken.text()).toMatch(/<title>Something went wrong/);
  },
);
