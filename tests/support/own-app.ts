import { startTestApp, type TestApp } from './app';
import { test as base } from './browser-test';

interface Trouble {
  /** Makes this app's Neon misbehave, as `PUT /faults` takes it. */
  switchOn(switches: Record<string, string | number | boolean | null>): Promise<void>;
  switchOff(): Promise<void>;
  /** What this app asked of its Neon since the test began, as `METHOD /path` and how often. */
  calls(): Promise<Record<string, number>>;
  /** Counts from here on. */
  resetCalls(): Promise<void>;
  /** The calls to Neon Auth alone. */
  authCalls(): Promise<number>;
}

/** Tests that make Neon misbehave, or count what it is asked, have an app and a Neon that no other test uses. */
export const test = base.extend<{ trouble: Trouble }, { app: TestApp }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from this pattern
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
        const answer = await fetch(`${neon.origin}/faults`, { method: 'PUT', body: JSON.stringify(switches) });
        if (!answer.ok) throw new Error(await answer.text());
      },
    });
    await switchOff();
  },
});

export { expect } from './browser-test';
