import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/support/browser';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/e2e-setup.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // Generous, for slow machines: what is right is there at once.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.TEST_APP_URL,
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: ['--disable-quic', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'with JavaScript' },
    {
      name: 'without JavaScript',
      use: { javaScriptEnabled: false },
      testMatch: [
        'account.spec.ts',
        'admin.spec.ts',
        'journey.spec.ts',
        'forms.spec.ts',
        'getting-in.spec.ts',
        'organizations.spec.ts',
        'posts.spec.ts',
      ],
    },
  ],
});
