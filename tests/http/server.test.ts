import { expect, test } from 'vitest';
import { startTestApp } from '../support/app';
import { faultsOf } from '../support/faults';
import { EMPTY_ENVIRONMENT, runNode, waitForExit } from '../support/neon';
import { readForm, sendForm } from '../support/raw-form';
import { createUser } from '../support/users';

test('the server exits at startup and lists its missing environment variables', async () => {
  const server = runNode(['node_modules/next/dist/bin/next', 'start'], { PORT: '0' });
  expect(await waitForExit(server)).toBe(1);
  for (const name of Object.keys(EMPTY_ENVIRONMENT)) expect(server.output()).toContain(`${name} is missing`);
});

test('a stopping server finishes in-flight requests', async () => {
  const app = await startTestApp();
  const { email, password } = await createUser(app);
  const form = await readForm(`${app.url}/auth/sign-in`, '', 'Sign in');
  const faults = faultsOf(app);
  await faults.inject({ auth: 'slow', slowMs: 1_000 });
  await faults.resetRequestCounts();
  const response = sendForm(form, Object.entries({ email, password }));
  await expect.poll(() => faults.authRequestCount(), { timeout: 10_000 }).toBeGreaterThan(0);
  const stopped = app.stop();
  expect((await response).status).toBe(303);
  await stopped;
});
