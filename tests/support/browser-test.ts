import { type BrowserContext, test as base, expect } from '@playwright/test';

function collectViolations(context: BrowserContext, violations: string[]): void {
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
}

/** Playwright's `test`, which also fails on any Content-Security-Policy violation in any browser context. */
export const test = base.extend<{ violations: string[] }>({
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
