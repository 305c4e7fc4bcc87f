import { startTestApp, type TestApp } from './app';
import { test as base } from './browser-test';
import { type Faults, faultsOf } from './faults';

/** Gives browser tests that inject faults their own app and local Neon. */
export const test = base.extend<{ faults: Faults }, { app: TestApp }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the requested fixtures from this pattern
    async ({}, use) => {
      const app = await startTestApp();
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ app }, use) => use(app.url),
  faults: async ({ app }, use) => {
    const faults = faultsOf(app);
    await faults.resetRequestCounts();
    await use(faults);
    await faults.clear();
  },
});

export { expect } from './browser-test';
