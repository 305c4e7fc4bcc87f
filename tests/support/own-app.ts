import { startTestApp, type TestApp } from './app';
import { test as base } from './browser-test';

interface Trouble {
  /** Injects faults into the app's local Neon. Takes the body of `PUT /faults`. */
  switchOn(switches: Record<string, string | number | boolean | null>): Promise<void>;
  switchOff(): Promise<void>;
  /** Returns the app's calls to its local Neon since the test started: counts by `METHOD /path`. */
  calls(): Promise<Record<string, number>>;
  resetCalls(): Promise<void>;
  /** Returns the number of calls to Neon Auth. */
  authCalls(): Promise<number>;
}

/** Gives tests that inject faults or count calls their own app and local Neon. */
export const test = base.extend<{ trouble: Trouble }, { app: TestApp }>({
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
  trouble: async ({ app: { neon } }, use) => {
    const switchOff = async () => {
      await fetch(`${neon.origin}/faults`, { method: 'DELETE' });
    };
    const resetCalls = async () => {
      await fetch(`${neon.origin}/calls.json`, { method: 'DELETE' });
    };
    await resetCalls();
    const calls = async (): Promise<Record<string, number>> => (await fetch(`${neon.origin}/calls.json`)).json();
    await use({
      calls,
      resetCalls,
      switchOff,
      authCalls: async () =>
        Object.entries(await calls())
          .filter(([call]) => call.includes('/auth/'))
          .reduce((sum, [, count]) => sum + count, 0),
      switchOn: async (switches) => {
        const response = await fetch(`${neon.origin}/faults`, { method: 'PUT', body: JSON.stringify(switches) });
        if (!response.ok) throw new Error(await response.text());
      },
    });
    await switchOff();
  },
});

export { expect } from './browser-test';
