import type { Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import type { RunningApp } from '../support/app';
import { expect, test } from '../support/browser-test';
import { SESSION_DATA } from '../support/people';
import { chooseAction, createPost } from '../support/posts';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';

let user: User;
test.beforeEach(async ({ page }) => {
  user = await createUser(app);
  await signInBrowser(page.context(), app, user);
});

/** Creates a draft and opens My posts. Returns the row of the draft. */
async function openDraft(page: Page, app: RunningApp, content: string) {
  await createPost(app, user, content, { isPublished: false });
  await page.goto('/posts/mine?notice=draft-saved');
  // Hydration removes the notice from the URL. From then on, forms and links work on the client.
  await expect(page).toHaveURL('/posts/mine');
  return page.getByRole('main').getByRole('listitem').filter({ hasText: content });
}

test('publishing updates the post optimistically, without a skeleton', async ({ page, faults }) => {
  const row = await openDraft(page, app, 'To and fro');
  const skeletons = page.getByRole('progressbar');
  let sawSkeleton = false;
  await page.exposeFunction('reportSkeleton', () => {
    sawSkeleton = true;
  });
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('[role=progressbar]')) Reflect.get(window, 'reportSkeleton')();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await faults.inject({ sql: 'slow', slowMs: 1_000 });
  await chooseAction(row, 'Publish');
  // The request is still pending, but the row already shows the result, and its menu is closed.
  await expect(row.getByRole('button', { name: 'Publishing…' })).toBeHidden({ timeout: 1_000 });
  await expect(row).toHaveText(/Published.*Publishing…/s);
  await expect(page.getByRole('status')).toHaveText('Post published.');
  await expect(row).toHaveText(/Published.*Unpublish/s);
  await expect(skeletons).toHaveCount(0);
  expect(sawSkeleton).toBe(false);
});

test('deleting removes the post optimistically', async ({ page, faults }) => {
  const row = await openDraft(page, app, 'Soon gone');
  await chooseAction(row, 'Delete');
  await faults.inject({ sql: 'slow', slowMs: 1_000 });
  await row.getByRole('button', { name: 'Delete post' }).click();
  // The request takes a second, so the row can only be hidden optimistically.
  await expect(row).toBeHidden({ timeout: 1_000 });
  await expect(page.getByRole('status')).toHaveText('Post deleted.');
});

test('a failed optimistic update is rolled back and shows an error', async ({ page, faults }) => {
  const row = await openDraft(page, app, 'To stay');
  await faults.inject({ sql: 'error' });
  await chooseAction(row, 'Publish');
  await expect(row.getByRole('alert')).toContainText("We couldn't save this.");
  await expect(row).toContainText('Draft');

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
  await faults.clear();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(row).toBeVisible();
  await faults.inject({ sql: 'error' });
  await chooseAction(row, 'Delete');
  await row.getByRole('button', { name: 'Delete post' }).click();
  await expect(row.getByRole('alert')).toContainText("We couldn't save this.");
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row.getByRole('alert')).toBeFocused();
});

test('every navigation to a list or a post immediately shows a skeleton, then its content', async ({
  page,
  faults,
}) => {
  await openDraft(page, app, 'With a skeleton');
  // A busy machine may look too late to see a skeleton, so the page itself records them.
  await page.evaluate(() => {
    const names: (string | null)[] = [];
    Reflect.set(window, 'skeletonNames', names);
    new MutationObserver(() => {
      const skeleton = document.querySelector('[role=progressbar]');
      if (skeleton?.checkVisibility()) names.push(skeleton.ariaLabel);
    }).observe(document.body, { childList: true, subtree: true });
  });
  const expectSkeleton = (name: string) =>
    expect.poll(() => page.evaluate(() => Reflect.get(window, 'skeletonNames'))).toContain(name);
  const expectLoaded = async () => {
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await page.evaluate(() => Reflect.get(window, 'skeletonNames').splice(0));
  };
  await faults.inject({ sql: 'slow', slowMs: 1_000 });
  await chooseAction(page.getByRole('main').getByRole('listitem'), 'Edit');
  await expectSkeleton('Loading the post');
  await expectLoaded();
  await page.getByRole('banner').getByRole('link', { name: 'Posts', exact: true }).click();
  await expectSkeleton('Loading posts');
  await expect(page.getByRole('heading', { name: 'Posts', exact: true })).toBeVisible();
  await expectLoaded();
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${SITE_NAME}`) })
    .first()
    .click();
  await expectSkeleton('Loading the post');
  await expectLoaded();
  await page.getByRole('link', { name: '← All posts' }).click();
  await expectSkeleton('Loading posts');
  await expectLoaded();
  // A new query on the same page shows a skeleton, too.
  for (const query of ['hello', 'neon']) {
    await page.getByRole('searchbox').fill(query);
    await page.keyboard.press('Enter');
    await expectSkeleton('Loading posts');
    await expectLoaded();
    await expect(page.getByRole('searchbox')).toBeFocused();
  }
  await page.getByRole('link', { name: 'My posts' }).click();
  await expectSkeleton('Loading posts');
  await expectLoaded();
});

test('the search field keeps what is typed while results load, and otherwise shows the query of the page', async ({
  page,
  faults,
}) => {
  await page.goto('/posts');
  const field = page.getByLabel('Search posts');
  await field.fill('unfindable');
  await faults.inject({ sql: 'slow', slowMs: 1_000 });
  await field.press('Enter');
  await field.fill('undiscovered');
  await expect(page.getByRole('heading', { name: 'No results for “unfindable”' })).toBeVisible();
  await expect(field).toHaveValue('undiscovered');

  await faults.clear();
  await field.press('Enter');
  await expect(page.getByRole('heading', { name: 'No results for “undiscovered”' })).toBeVisible();
  await page.goBack();
  await expect(field).toHaveValue('unfindable');
  await page.goForward();
  await expect(field).toHaveValue('undiscovered');
  await page.getByRole('link', { name: 'Clear', exact: true }).click();
  await expect(field).toHaveValue('');
});

test('the notice of a saved post is shown once', async ({ page }) => {
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Say it once');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText('Draft saved. Only you can see it.');
  await expect(page).toHaveURL(/\/posts\/\d+$/);
  await page.reload();
  await expect(page.getByRole('status')).toHaveText('');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status')).toHaveText('Changes saved.');
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('status')).toHaveText('');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Say it once');
  await expect(page.getByRole('status')).toHaveText('');

  await page.goto('/posts?notice=deleted&q=neon');
  await expect(page).toHaveURL('/posts?q=neon');
  await page.goto('/posts?notice=<b>anything</b>');
  await expect(page.getByRole('status')).toHaveText('');
});

test('a post that was sent while the browser was offline is saved once', async ({ page }) => {
  await page.goto('/posts/new');
  const publish = page.getByRole('button', { name: 'Publish' });
  await page.context().setOffline(true);
  for (const content of ['Written on a train', 'Written in a tunnel']) {
    await page.getByLabel('Content').fill(content);
    await publish.click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't reach the server.");
    await expect(page.getByLabel('Content')).toHaveValue(content);
  }
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status')).toHaveText(/Draft saved/);
  await page.goto('/posts/mine');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('going back after deleting a post does not show the post again', async ({ page }) => {
  const row = await openDraft(page, app, 'Here and gone');
  await row.getByRole('link', { name: /just now$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Here and gone');
  await page.getByRole('link', { name: '← All posts' }).click();
  await page.getByRole('link', { name: 'My posts' }).click();
  await chooseAction(row, 'Delete');
  await row.getByRole('button', { name: 'Delete post' }).click();
  await expect(page.getByRole('status')).toHaveText('Post deleted.');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Posts', exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});

test('a post can be written, published and deleted with the keyboard alone', async ({ page }) => {
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      if (focused === name) return;
    }
    throw new Error(`No ${name} within 20 presses of Tab`);
  };
  await page.goto('/posts');
  await tabTo('New post');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/posts/new');
  await page.getByLabel('Content').focus();
  await page.keyboard.type('By keyboard');
  await tabTo('Save draft');
  await page.keyboard.press('Enter');
  // The notice takes focus, so keyboard users continue from it.
  await expect(page.getByText('Draft saved.')).toBeFocused();
  await tabTo('Publish');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Post published.')).toBeFocused();

  await tabTo('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Delete this post?' })).toContainText('By keyboard');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo('Delete post');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Post deleted.')).toBeFocused();
});

test('a user whose session ends while writing sees a warning on returning to the tab and keeps their text', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Half a thought');
  // The client has loaded the session once.
  await page.waitForResponse((response) => response.url().endsWith('/api/auth/get-session'));
  await expect(page.getByText('before you submit')).toHaveCount(0);

  await connect(app.databaseUrl)`delete from neon_auth.session where "userId" = ${user.id}`;
  await page.context().clearCookies({ name: SESSION_DATA });
  // The SDK caches the session for a minute.
  await page.clock.runFor(61_000);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByText('before you submit')).toBeVisible();
  await expect(page.getByLabel('Content')).toHaveValue('Half a thought');

  await connect(app.databaseUrl)`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
    values (${user.id}, ${user.token}, now() + interval '1 hour', now())`;
  await signInBrowser(page.context(), app, user);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status').first()).toHaveText('Draft saved. Only you can see it.');
});
