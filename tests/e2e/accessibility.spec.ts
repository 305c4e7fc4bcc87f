import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { newPerson, signUpIn } from '../support/people';

const app = process.env.TEST_APP_URL ?? '';

const VISITORS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [375, 1280].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function expectNoSidewaysScrolling(page: Page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wider).toBe(false);
}

for (const visitor of VISITORS) {
  test.describe(`${visitor.colorScheme}, ${visitor.viewport.width} px wide`, () => {
    test.use(visitor);

    for (const path of ['/', '/auth/sign-in', '/auth/sign-up', '/nowhere']) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        await expectNoViolations(page);
        await expectNoSidewaysScrolling(page);
      });
    }

    test('axe finds nothing on a form with errors', async ({ page }) => {
      await page.goto('/auth/sign-up');
      await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter your name.')).toBeVisible();
      await expectNoViolations(page);
    });

    for (const path of ['/', '/posts', '/auth/sign-out']) {
      test(`axe finds nothing on ${path} when signed in`, async ({ page }) => {
        await signUpIn(page.context(), app, newPerson());
        await page.goto(path);
        await expect(page.getByRole('banner')).toContainText('Ada Lovelace');
        await expectNoViolations(page);
        await expectNoSidewaysScrolling(page);
      });
    }
  });
}
