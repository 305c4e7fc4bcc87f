import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test';
import { createPost } from '../support/posts';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';

let user: User;
test.beforeEach(async ({ page }) => {
  user = await createUser(app);
  await signInBrowser(page.context(), app, user);
});

/** Answers every dialog that leaving the page opens, and records its type. */
function answerDialogs(page: Page, answer: 'stay' | 'leave'): string[] {
  const types: string[] = [];
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => {
    types.push(dialog.type());
    return answer === 'stay' ? dialog.dismiss() : dialog.accept();
  });
  return types;
}

/** Types as a person does: browsers ignore text that a script has changed. */
async function typeContent(page: Page, text: string): Promise<void> {
  await page.getByLabel('Content').click();
  await page.keyboard.type(text);
  await expect(page.getByLabel('Content')).toHaveValue(text);
}

test('the composer counts characters as people do, and announces when few are left', async ({ page }) => {
  await page.goto('/posts/new');
  const content = page.getByLabel('Content');
  const announcement = page.getByRole('main').locator('[aria-live=polite]');
  await expect(page.getByText('0 / 5,000')).toBeVisible();
  await content.fill(`Family: ${'👩‍👩‍👧‍👦'.repeat(2)} `);
  await expect(page.getByText('10 / 5,000')).toBeVisible();
  await expect(announcement).toHaveText('');
  for (const [length, announced] of [
    [4_499, ''],
    [4_500, '500 characters left, or fewer'],
    [4_501, '500 characters left, or fewer'],
    [4_905, '100 characters left, or fewer'],
    [4_995, '10 characters left, or fewer'],
    [5_001, 'Too many characters'],
  ] as const) {
    await content.fill('x'.repeat(length));
    await expect(page.getByText(`${length.toLocaleString('en')} / 5,000`)).toBeVisible();
    await expect(announcement).toHaveText(announced);
  }
});

test('leaving a changed post by a link, back, a reload or closing the tab asks first', async ({ page }) => {
  await page.goto('/posts');
  await page.getByRole('link', { name: 'New post' }).click();
  await expect(page).toHaveURL('/posts/new');
  await typeContent(page, 'Half a thought');
  const stayed = answerDialogs(page, 'stay');
  await page.getByRole('banner').getByRole('link', { name: 'Posts', exact: true }).click();
  await expect.poll(() => stayed).toEqual(['confirm']);
  await page.evaluate(() => history.back());
  await expect.poll(() => stayed).toEqual(['confirm', 'confirm']);
  await page.evaluate(() => location.reload());
  await expect.poll(() => stayed).toEqual(['confirm', 'confirm', 'beforeunload']);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => stayed).toEqual(['confirm', 'confirm', 'beforeunload', 'beforeunload']);
  await expect(page).toHaveURL('/posts/new');
  await expect(page.getByLabel('Content')).toHaveValue('Half a thought');

  const left = answerDialogs(page, 'leave');
  await page.getByRole('banner').getByRole('link', { name: 'Posts', exact: true }).click();
  await expect(page).toHaveURL('/posts');
  expect(left).toEqual(['confirm']);
});

test('leaving an unchanged or a saved post opens no dialog', async ({ page }) => {
  const dialogs = answerDialogs(page, 'leave');
  const path = await createPost(app, user, 'As it was');
  await page.goto(`${path}/edit`);
  await expect(page.getByText('9 / 5,000')).toBeVisible();
  await page.getByLabel('Content').press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Backspace');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(path);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Content').fill('As it is');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status')).toHaveText('Changes saved.');
  await page.getByRole('link', { name: '← All posts' }).click();
  await expect(page).toHaveURL('/posts');
  await page.reload();
  expect(dialogs).toEqual([]);
});

test('a post that could not be saved is still guarded', async ({ page, faults }) => {
  await page.goto('/posts/new');
  await typeContent(page, 'Written for an hour');
  await faults.inject({ sql: 'error' });
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't save this.");
  const dialogs = answerDialogs(page, 'stay');
  await page.getByRole('banner').getByRole('link', { name: 'Posts', exact: true }).click();
  await expect.poll(() => dialogs).toEqual(['confirm']);
  await expect(page.getByLabel('Content')).toHaveValue('Written for an hour');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the composer has no count and opens no dialog', async ({ page }) => {
    const dialogs = answerDialogs(page, 'stay');
    await page.goto('/posts/new');
    await typeContent(page, 'Half a thought');
    await expect(page.getByText('/ 5,000')).toHaveCount(0);
    await page.getByRole('banner').getByRole('link', { name: 'Posts', exact: true }).click();
    await expect(page).toHaveURL('/posts');
    expect(dialogs).toEqual([]);
  });
});
