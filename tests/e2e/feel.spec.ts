import { ask, newMember } from '../support/api';
import { expect, test } from '../support/own-app';
import { newPerson, signUpIn } from '../support/people';

test.beforeEach(({ page, app }) => signUpIn(page.context(), app.url, newPerson()));

test('a page that takes its time shows at once what will be there, and then that', async ({ page, trouble }) => {
  await page.goto('/posts/new');
  await trouble.switchOn({ sql: 'slow', slowMs: 1_500 });
  await page.getByRole('banner').getByRole('link', { name: 'Posts' }).click();
  await expect(page.getByRole('progressbar', { name: 'Loading posts' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Posts' })).toBeVisible();
  await expect(page.getByText('Hello from Neon')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});

test('an action says what it is doing, and is not sent twice', async ({ page, trouble }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Slowly does it');
  await trouble.switchOn({ sql: 'slow', slowMs: 1_500 });
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await expect(page.getByLabel('Content')).not.toBeEditable();
  await expect(page.getByRole('status')).toHaveText('Your draft is saved. Only you can see it.');
});

test('publishing and deleting show at once what will be, and take it back when it fails', async ({ page, trouble }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('To and fro');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText(/draft is saved/);
  await page.goto('/posts/mine');
  const row = page.getByRole('main').getByRole('listitem');

  await trouble.switchOn({ sql: 'slow', slowMs: 1_500 });
  await row.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(row.getByRole('button', { name: 'Publishing…' })).toBeVisible();
  await expect(row).toContainText('Published');
  await expect(page.getByRole('status')).toHaveText('Your post is published.');

  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await row.getByRole('button', { name: 'Delete post' }).click();
  await expect(row).toBeHidden();
  await expect(page.getByRole('status')).toHaveText('Your post is deleted.');

  await trouble.switchOff();
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('To stay');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText(/draft is saved/);
  await page.goto('/posts/mine');
  await trouble.switchOn({ sql: 'error' });
  await row.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(row.getByRole('alert')).toContainText('We could not save this.');
  await expect(row).toContainText('Draft');
});

test('a message is said once: not after reloading, nor at the address that is passed on', async ({ page }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Say it once');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText('Your draft is saved. Only you can see it.');
  await expect(page).toHaveURL(/\/posts\/\d+$/);
  await page.reload();
  await expect(page.getByRole('status')).toHaveText('');
  await page.goto('/posts?done=deleted&q=neon');
  await expect(page).toHaveURL('/posts?q=neon');
  await page.goto('/posts?done=<b>anything</b>');
  await expect(page.getByRole('status')).toHaveText('');
});

test('when the server cannot be reached, the form says so and keeps what was typed, however often', async ({
  page,
}) => {
  await page.goto('/posts/new');
  const publish = page.getByRole('button', { name: 'Publish' });
  await page.context().setOffline(true);
  for (const typed of ['Written on a train', 'Written in a tunnel']) {
    await page.getByLabel('Content').fill(typed);
    await publish.click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('We could not reach the server.');
    await expect(page.getByLabel('Content')).toHaveValue(typed);
  }
  await page.context().setOffline(false);
  await publish.click();
  await expect(page.getByRole('status')).toHaveText('Your post is published.');
  await page.goto('/posts/mine');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('while the database is away, forms say so and keep what was typed, and the API says so in JSON', async ({
  page,
  app,
  trouble,
}) => {
  const { withToken } = await newMember(app.url);
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Kept');
  for (const sql of ['drop', 'error', 'html', 'garbage']) {
    await trouble.switchOn({ sql });
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('We could not save this.');
    await expect(page.getByLabel('Content')).toHaveValue('Kept');
    const answer = await ask(`${app.url}/api/posts`, { headers: withToken });
    expect([answer.status, answer.body.error?.code]).toEqual([503, 'unavailable']);
  }
  await trouble.switchOff();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('status')).toHaveText('Your post is published.');
});

test('after a post was deleted, going back does not show it again', async ({ page }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Here and gone');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText(/draft is saved/);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete post' }).click();
  await expect(page.getByRole('status')).toHaveText('Your post is deleted.');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('a post is written, published and deleted by keyboard alone', async ({ page }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').focus();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Save draft' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/draft is saved/);

  const remove = page.getByRole('button', { name: 'Delete', exact: true });
  await remove.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Your post is deleted.');
});
