import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app';
import { faultsOf } from '../support/faults';
import { EMPTY_ENVIRONMENT, runNode, waitForExit } from '../support/neon';
import { createUser } from '../support/users';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp('.', { APP_URL: 'https://app.example' });
});
afterAll(() => app.stop());

test('the server exits at startup and lists its missing environment variables', async () => {
  const server = runNode(['node_modules/next/dist/bin/next', 'start'], { PORT: '0' });
  expect(await waitForExit(server)).toBe(1);
  for (const name of Object.keys(EMPTY_ENVIRONMENT)) expect(server.output()).toContain(`${name} is missing`);
});

test('with APP_URL set, the API rejects writes from any other origin', async () => {
  const { cookie } = await createUser(app);
  const postStatus = async (headers: Record<string, string>) => {
    const allHeaders = { cookie, 'content-type': 'application/json', ...headers };
    return (await fetch(`${app.url}/api/posts`, { method: 'POST', body: '{"content":"x"}', headers: allHeaders }))
      .status;
  };
  expect(await postStatus({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })).toBe(403);
  expect(await postStatus({ origin: app.url })).toBe(403);
  expect(await postStatus({ origin: 'https://app.example' })).toBe(201);
});

// The last test, because it stops the app.
test('a stopping server finishes in-flight requests', async () => {
  const { cookie } = await createUser(app);
  const faults = faultsOf(app);
  await faults.inject({ sql: 'slow', slowMs: 1_000 });
  await faults.resetRequestCounts();
  const response = fetch(`${app.url}/posts`, { headers: { cookie } });
  await expect.poll(async () => (await faults.requestCounts())['POST /sql'], { timeout: 10_000 }).toBeGreaterThan(0);
  const stopped = app.stop();
  expect(await (await response).text()).toContain('Hello from Neon');
  await stopped;
});
