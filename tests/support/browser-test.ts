import { type BrowserContext, test as base, expect } from '@playwright/test';
import { type Faults, faultsOf } from './faults';
import { app } from './worker-app';

function collectViolations(context: BrowserContext, violations: string[]): void {
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
}

/**
 * Playwright's `test`, which also fails on any Content-Security-Policy violation in any browser context. `faults` are those of
 * the worker's app, and end with the test.
 */
export const test = base.extend<{ violations: string[]; faults: Faults }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the requested fixtures from this pattern
  faults: async ({}, use) => {
    const faults = faultsOf(app);
    await faults.resetRequestCounts();
    await use(faults);
    await faults.clear();
  },
  violations: [
    async ({ browser }, use) => {
      const violations: string[] = [];
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        collectViolations(context, violations);
        return context;
      };
      await use(violations);
      browser.newContext = newContext;
      expect(violations).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, violations }, use) => {
    collectViolations(context, violations);
    await use(context);
  },
});

export { expect } from '@playwright/test';
