import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test';
import { createPost } from '../support/posts';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

// Every fault looks the same in the browser. `tests/http/post-outages.test.ts` and `tests/http/faults.test.ts` test each of them.

const main = (page: Page) => page.getByRole('main');

test('while the database is unreachable, every page of posts shows an error with a link to retry', async ({
  page,
  faults,
}) => {
  const user = await createUser(app);
  await signInBrowser(page.context(), app, user);
  const path = await createPost(app, user, 'Readable again');
  await faults.inject({ sql: 'drop' });
  for (const url of ['/posts?q=hello', '/posts/mine', `${path}/edit`, path]) {
    await page.goto(url);
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', url);
    await expect(page.getByRole('banner')).toContainText(user.name);
  }
  await faults.clear();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(main(page)).toContainText('Readable again');
});

test('a user without a session cache can still read posts while the auth server is unreachable', async ({
  page,
  faults,
}) => {
  const user = await createUser(app);
  await createPost(app, user, 'Readable without Neon Auth');
  await signInBrowser(page.context(), app, user);
  await faults.inject({ auth: 'drop' });
  await page.goto('/posts');
  await expect(page.getByText('Readable without Neon Auth')).toBeVisible();
});

/** Loses the response to a new post, and retries. */
const keepsAndSavesOnce: Parameters<typeof test>[2] = async ({ page, faults }) => {
  const save = () => main(page).getByRole('button', { name: 'Save draft' }).click();
  await signInBrowser(page.context(), app, await createUser(app));
  await faults.inject({ sql: 'lose' });
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Typed once');
  await save();
  await expect(main(page).getByRole('alert')).toContainText("We couldn't save this.");
  await expect(page.getByLabel('Content')).toHaveValue('Typed once');
  await faults.clear();
  await save();
  await expect(page).toHaveURL(/\/posts\/\d+/);
  await page.goto('/posts/mine');
  await expect(main(page).getByRole('listitem').filter({ hasText: 'Typed once' })).toHaveCount(1);
};

test('a post whose response is lost stays in its form and is saved once on retry', keepsAndSavesOnce);

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a post whose response is lost stays in its form and is saved once on retry', keepsAndSavesOnce);
});
