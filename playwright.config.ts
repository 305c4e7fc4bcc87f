import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './tests/support/browser';
import { app } from './tests/support/worker-app';

export default defineConfig({
  testDir: 'tests/browser',
  globalSetup: './tests/support/app-setup.ts',
  fullyParallel: true,
  // Each has an app of its own.
  workers: Math.min(4, availableParallelism()),
  forbidOnly: Boolean(process.env.CI),
  // A busy machine can exceed the app's own timeouts. Playwright reports a test that passes only now as flaky.
  retries: 1,
  // Generous, for slow machines.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Playwright reads this file again in each worker, after the global setup.
    ...(app.url && { baseURL: app.url }),
    launchOptions: launchOptions(),
  },
});
