import { type BrowserContext, test as base, expect } from '@playwright/test';

function watch(context: BrowserContext, forbidden: string[]): void {
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
}

/** A test that fails when the policy of a page (its Content-Security-Policy) forbade something in any browser of the test. */
export const test = base.extend<{ forbidden: string[] }>({
  forbidden: [
    async ({ browser }, use) => {
      const forbidden: string[] = [];
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        watch(context, forbidden);
        return context;
      };
      await use(forbidden);
      browser.newContext = newContext;
      expect(forbidden).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, forbidden }, use) => {
    watch(context, forbidden);
    await use(context);
  },
});

export { expect } from '@playwright/test';
