import { expect, test } from 'vitest';
import { startTestApp } from '../support/app';
import { faultsOf } from '../support/faults';
import { EMPTY_ENVIRONMENT, runNode, waitForExit } from '../support/neon';
import { createUser } from '../support/users';

test('the server exits at startup and lists its missing environment variables', async () => {
  const server = runNode(['node_modules/next/dist/bin/next', 'start'], { PORT: '0' });
  expect(await waitForExit(server)).toBe(1);
  for (const name of Object.keys(EMPTY_ENVIRONMENT)) expect(server.output()).toContain(`${name} is missing`);
});

test('a stopping server finishes in-flight requests', async () => {
  const app = await startTestApp();
  const { cookie } = await createUser(app);
  const faults = faultsOf(app);
  await faults.inject({ auth: 'slow', slowMs: 400 });
  await faults.resetRequestCounts();
  const response = fetch(`${app.url}/`, { headers: { cookie } });
  await expect.poll(() => faults.authRequestCount(), { timeout: 10_000 }).toBeGreaterThan(0);
  const stopped = app.stop();
  expect(await (await response).text()).toContain('Ada Lovelace');
  await stopped;
});
