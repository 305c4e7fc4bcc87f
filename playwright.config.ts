import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/support/browser';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/e2e-setup.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
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
      testMatch: ['journey.spec.ts', 'forms.spec.ts', 'posts.spec.ts'],
    },
  ],
});
