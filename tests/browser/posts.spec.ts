import type { Browser, Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { chooseAction, createPost, createPosts } from '../support/posts';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';

const main = (page: Page) => page.getByRole('main');
const clickButton = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();

/** Signs the page in as a new user. */
async function signIn(page: Page, name?: string): Promise<User> {
  const user = await createUser(app, name ? { name } : {});
  await signInBrowser(page.context(), app, user);
  return user;
}

/** Opens another browser's page that is signed in as a new user. */
async function newReaderPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page);
  return page;
}

/** Sets the content of a post, as another tab would. */
async function editElsewhere(path: string, content: string): Promise<void> {
  const sql = connect(app.databaseUrl);
  await sql`update posts set content = ${content}, updated_at = now() where id = ${path.split('/').at(-1)}`;
}

async function deleteElsewhere(path: string): Promise<void> {
  await connect(app.databaseUrl)`delete from posts where id = ${path.split('/').at(-1)}`;
}

/** Returns text that no other test writes. */
const uniqueText = (text: string) => `${text} ${crypto.randomUUID()}`;
/** Returns a unique word of letters only, so that Postgres full-text search matches its plural, too. */
const uniqueWord = () => `q${crypto.randomUUID().replace(/[^a-f]/g, 'o')}k`;

test('a new user sees the sample posts but not the draft', async ({ page }) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/posts');
  await expect(page).toHaveTitle(`Posts · ${SITE_NAME}`);
  // The posts of other tests may have moved the sample posts from the first page.
  for (const content of ['Welcome to your new backend', 'Hello from Neon']) {
    await page.goto(`/posts?q=${encodeURIComponent(content)}`);
    await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: content })).toHaveCount(1);
  }
  const draft = 'This draft is hidden until it is published';
  await page.goto(`/posts?q=${encodeURIComponent(draft)}`);
  await expect(page.getByRole('heading', { name: `No results for “${draft}”` })).toBeVisible();
});

test('a post is drafted, published, read by another user, edited, unpublished and deleted', async ({
  page: author,
  browser,
}) => {
  await signIn(author, 'Grace Hopper');
  const reader = await newReaderPage(browser);
  const text = uniqueText('A nanosecond is a piece of wire.');

  await author.goto('/posts/new');
  await author.getByLabel('Content').fill(text);
  await clickButton(author, 'Save draft');
  await expect(author.getByRole('status')).toHaveText('Draft saved. Only you can see it.');
  await expect(author).toHaveURL(/\/posts\/\d+/);
  const path = new URL(author.url()).pathname;
  await expect(main(author).getByText('Draft', { exact: true })).toBeVisible();
  expect((await reader.goto(path))?.status()).toBe(404);
  await reader.goto('/posts');
  await expect(reader.getByText(text)).toHaveCount(0);

  await clickButton(author, 'Publish');
  await expect(author.getByRole('status')).toHaveText('Post published.');
  expect((await reader.goto(path))?.status()).toBe(200);
  await expect(main(reader)).toContainText(text);
  await expect(main(reader)).toContainText('Grace Hopper');
  await expect(main(reader).getByRole('button', { name: /Edit|Delete|Move/ })).toHaveCount(0);
  await reader.goto('/posts');
  await expect(reader.getByText(text)).toBeVisible();

  await author.getByRole('link', { name: 'Edit' }).click();
  await expect(author).toHaveTitle(`Edit post · ${SITE_NAME}`);
  await expect(author.getByLabel('Content')).toHaveValue(text);
  await author.getByLabel('Content').fill(`${text}\nAnd so is a microsecond.`);
  await clickButton(author, 'Save changes');
  await expect(author.getByRole('status')).toHaveText('Changes saved.');
  await reader.goto(path);
  await expect(main(reader)).toContainText('And so is a microsecond.');

  await clickButton(author, 'Unpublish');
  await expect(author.getByRole('status')).toHaveText('Moved back to drafts. Only you can see it.');
  expect((await reader.goto(path))?.status()).toBe(404);

  await clickButton(author, 'Delete');
  await expect(author.getByRole('dialog', { name: 'Delete this post?' })).toBeVisible();
  await clickButton(author, 'Cancel');
  await expect(author.getByRole('dialog')).toBeHidden();
  await clickButton(author, 'Delete');
  await clickButton(author, 'Delete post');
  await expect(author.getByRole('status')).toHaveText('Post deleted.');
  await expect(author).toHaveURL(/\/posts\/mine/);
  await expect(main(author)).toContainText('No posts yet');
  expect((await author.goto(path))?.status()).toBe(404);
});

test('users can list, publish and delete their own posts, including drafts', async ({ page }) => {
  const user = await signIn(page);
  await createPost(app, user, 'The first');
  await createPost(app, user, 'The second', { isPublished: false });
  await page.goto('/posts/mine');
  const rows = main(page).getByRole('listitem');
  await expect(rows).toHaveText([/The second.*Draft/s, /The first.*Published/s]);

  await chooseAction(rows.first(), 'Publish');
  await expect(page.getByRole('status')).toHaveText('Post published.');
  await expect(page).toHaveURL(/\/posts\/mine/);
  await expect(rows).toHaveText([/The second.*Published/s, /The first.*Published/s]);

  await chooseAction(rows.first(), 'Delete');
  await rows.first().getByRole('button', { name: 'Delete post' }).click();
  await expect(page.getByRole('status')).toHaveText('Post deleted.');
  await expect(rows).toHaveText([/The first/]);
});

const TOO_LONG = '👩‍👩‍👧‍👦'.repeat(5_001);

test('an invalid post shows a field error and keeps the text', async ({ page }) => {
  await signIn(page);
  await page.goto('/posts/new');
  for (const [content, error] of [
    ['', 'Write something first.'],
    [TOO_LONG, 'Use at most 5,000 characters. You have 5,001.'],
    [' \n ', 'Write something first.'],
  ] as const) {
    await page.getByLabel('Content').fill(content);
    await clickButton(page, 'Publish');
    await expect(page.getByLabel('Content')).toHaveAccessibleDescription(error);
    await expect(page.getByLabel('Content')).toHaveValue(content);
  }
});

test('an edit conflict shows both versions and loses neither', async ({ page }) => {
  const user = await signIn(page);
  const path = await createPost(app, user, 'As it was', { isPublished: false });
  await page.goto(`${path}/edit`);
  await editElsewhere(path, 'As the other tab has it');

  await page.getByLabel('Content').fill('As this tab has it');
  await clickButton(page, 'Save changes');
  await expect(main(page).getByRole('alert')).toContainText('This post was changed while you were editing.');
  await expect(page.getByRole('region', { name: 'Latest version' })).toContainText('As the other tab has it');
  await expect(page.getByLabel('Content')).toHaveValue('As this tab has it');

  // The other version stays visible until the conflict is resolved.
  await page.getByLabel('Content').fill('');
  await clickButton(page, 'Save changes');
  await expect(page.getByLabel('Content')).toHaveAccessibleDescription('Write something first.');
  await expect(page.getByRole('region', { name: 'Latest version' })).toContainText('As the other tab has it');

  await page.getByLabel('Content').fill('As this tab has it');
  await clickButton(page, 'Save changes');
  await expect(page.getByRole('status')).toHaveText('Changes saved.');
  await expect(main(page)).toContainText('As this tab has it');
});

test('submitting the same form twice creates one post', async ({ page }) => {
  await signIn(page);
  await page.goto('/posts/new');
  const key = await main(page).locator('[name=idempotencyKey]').inputValue();
  await page.getByLabel('Content').fill('Only once');
  await clickButton(page, 'Publish');
  await expect(page.getByRole('status')).toHaveText('Post published.');
  const firstPath = new URL(page.url()).pathname;

  await page.goto('/posts/new');
  await main(page)
    .locator('[name=idempotencyKey]')
    .evaluate((field: HTMLInputElement, value) => {
      field.value = value;
    }, key);
  await page.getByLabel('Content').fill('Only once');
  await clickButton(page, 'Publish');
  await expect(page.getByRole('status')).toHaveText('Post published.');
  expect(new URL(page.url()).pathname).toBe(firstPath);
  await page.goto('/posts/mine');
  await expect(main(page).getByRole('listitem')).toHaveCount(1);
});

test('publishing or deleting a post that was deleted in another tab shows a notice and updates the list', async ({
  page,
}) => {
  const user = await signIn(page);
  for (const button of ['Publish', 'Delete post']) {
    const path = await createPost(app, user, 'Soon gone', { isPublished: false });
    await page.goto('/posts/mine');
    await deleteElsewhere(path);

    await chooseAction(main(page).getByRole('listitem'), button === 'Publish' ? 'Publish' : 'Delete');
    if (button === 'Delete post') await clickButton(page, button);
    await expect(page.getByRole('status')).toHaveText('This post was already deleted.');
    await expect(page).toHaveURL(/\/posts\/mine/);
    await expect(main(page)).toContainText('No posts yet');
    expect((await page.goto(`${path}/edit`))?.status()).toBe(404);
  }
});

test('publishing or deleting after the session has ended redirects to sign in with a return URL', async ({ page }) => {
  const user = await signIn(page);
  await createPost(app, user, 'Still here', { isPublished: false });
  for (const button of ['Publish', 'Delete post']) {
    await page.goto('/posts/mine');
    await page.context().clearCookies();
    await chooseAction(main(page).getByRole('listitem'), button === 'Publish' ? 'Publish' : 'Delete');
    if (button === 'Delete post') await clickButton(page, button);
    await expect(page).toHaveURL('/auth/sign-in?next=%2Fposts%2Fmine');
    await signInBrowser(page.context(), app, user);
  }
});

test('saving an edit after the session has ended or the post was deleted shows an error and keeps the text', async ({
  page,
}) => {
  const user = await signIn(page);
  const path = await createPost(app, user, 'As it was', { isPublished: false });
  await page.goto(`${path}/edit`);
  await page.getByLabel('Content').fill('As it will be');
  await page.context().clearCookies();
  await clickButton(page, 'Save changes');
  await expect(main(page).getByRole('alert')).toContainText("You're signed out.");
  await expect(page.getByLabel('Content')).toHaveValue('As it will be');

  await signInBrowser(page.context(), app, user);
  await deleteElsewhere(path);
  await clickButton(page, 'Save changes');
  await expect(main(page).getByRole('alert')).toContainText('This post was deleted while you were editing.');
  await expect(page.getByLabel('Content')).toHaveValue('As it will be');
});

test('a post by a deleted account names its author as a deleted user', async ({ page }) => {
  await signIn(page);
  const author = await createUser(app, { name: 'Left Behind' });
  const path = await createPost(app, author, 'Written by a former user');
  await connect(app.databaseUrl)`delete from neon_auth.user where id = ${author.id}`;
  await page.goto(path);
  await expect(main(page)).toContainText('Deleted user');
  await expect(main(page)).not.toContainText('Left Behind');
});

test('posts are paginated to the last page and back', async ({ page }) => {
  await signIn(page);
  const word = uniqueWord();
  const contents = Array.from({ length: 12 }, (_, index) => `${word} number ${index + 1}.`);
  await createPosts(app, await createUser(app), contents);
  await page.goto(`/posts?q=${word}`);
  const rows = main(page).getByRole('listitem');
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toContainText('number 12.');
  await expect(page.getByRole('link', { name: 'Newer' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Older' }).click();
  await expect(rows).toHaveText([/number 2\./, /number 1\./]);
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Newer' }).click();
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toContainText('number 12.');
  await expect(page).toHaveURL(`/posts?q=${word}`);
});

test('search highlights its matches and reports when there are none', async ({ page }) => {
  const word = uniqueWord();
  await createPost(app, await signIn(page), `No one finds ${word}s in the dark`);
  await page.goto('/posts');
  await page.getByRole('searchbox', { name: 'Search posts' }).fill(word);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveTitle(`Search: ${word} · ${SITE_NAME}`);
  await expect(main(page).getByRole('listitem')).toHaveCount(1);
  await expect(main(page).locator('mark')).toHaveText(`${word}s`);

  for (const query of [`nothing${word}`, 'the of and', '!?&|', '"', '<script>']) {
    await page.getByRole('searchbox').fill(query);
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(main(page).getByRole('heading', { level: 2 })).toHaveText(`No results for “${query}”`);
  }
  await page.getByRole('link', { name: 'Clear search' }).click();
  await expect(page).toHaveURL('/posts');
  await expect(main(page).getByRole('listitem').first()).toBeVisible();
});

test('a post shows its relative time, and the full date on hover', async ({ page }) => {
  const path = await createPost(app, await signIn(page), 'Just now');
  await page.goto(path);
  const time = main(page).locator('time');
  await expect(time).toHaveText(/^just now, [A-Z].* UTC$/);
  await expect(time).toHaveAttribute('title', /^[A-Z][a-z]+ \d+, 20\d\d at \d+:\d\d [AP]M UTC$/);
});

test('a post has its own page title, and its text is hidden from anonymous visitors', async ({ page, browser }) => {
  const text = uniqueText('The title of this');
  const path = await createPost(app, await signIn(page), `${text}\nAnd the rest`);
  await page.goto(path);
  await expect(page).toHaveTitle(`${text}… · ${SITE_NAME}`);

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(path);
  await expect(visitor).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(path)}`);
  expect(await visitor.content()).not.toContain(text);

  // Every shared link has the same preview card, and its image is on the app's own origin.
  for (const viewer of [page, visitor]) {
    const meta = (name: string) => viewer.locator(`meta[property="og:${name}"]`).getAttribute('content');
    expect(await meta('title')).toBe(SITE_NAME);
    expect(await meta('description')).not.toContain(text);
    const image = (await meta('image')) ?? '';
    expect(image.startsWith(`${app.url}/`)).toBe(true);
    expect((await fetch(image)).headers.get('content-type')).toBe('image/png');
  }
});

test('publishing after the session has ended shows an error, keeps the text and works after signing in again', async ({
  page,
}) => {
  const user = await signIn(page);
  await page.goto('/posts/new');
  await page.getByLabel('Content').fill('Written for an hour');
  await page.context().clearCookies();
  await clickButton(page, 'Publish');
  await expect(main(page).getByRole('alert')).toContainText("You're signed out.");
  await expect(page.getByLabel('Content')).toHaveValue('Written for an hour');

  await signInBrowser(page.context(), app, user);
  await clickButton(page, 'Publish');
  await expect(page.getByRole('status').first()).toHaveText('Post published.');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a post is written, published and deleted, and each redirect shows its notice', async ({ page }) => {
    await signIn(page);
    await page.goto('/posts/new');
    await page.getByLabel('Content').fill('Written without scripts');
    await clickButton(page, 'Save draft');
    await expect(page.getByRole('status')).toHaveText('Draft saved. Only you can see it.');
    await page.getByRole('link', { name: '← All posts' }).click();
    await page.getByRole('link', { name: 'My posts' }).click();
    await chooseAction(main(page).getByRole('listitem'), 'Publish');
    await expect(page.getByRole('status')).toHaveText('Post published.');
    await expect(main(page).getByRole('listitem')).toHaveText([/Published/]);

    await chooseAction(main(page).getByRole('listitem'), 'Delete');
    await expect(page.getByRole('dialog', { name: 'Delete this post?' })).toBeVisible();
    await clickButton(page, 'Cancel');
    await expect(page.getByRole('dialog')).toBeHidden();
    await clickButton(page, 'Delete');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await clickButton(page, 'Delete post');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Fposts%2Fmine');

    await page.context().addCookies(cookies);
    await page.goto('/posts/mine');
    await chooseAction(main(page).getByRole('listitem'), 'Delete');
    await clickButton(page, 'Delete post');
    await expect(page.getByRole('status')).toHaveText('Post deleted.');
    await expect(main(page)).toContainText('No posts yet');
  });

  test('every rejected post or edit is rendered again with its text', async ({ page }) => {
    const user = await signIn(page);
    await page.goto('/posts/new');
    await page.getByLabel('Content').fill(TOO_LONG);
    await clickButton(page, 'Publish');
    await expect(page.getByLabel('Content')).toHaveAccessibleDescription(
      'Use at most 5,000 characters. You have 5,001.',
    );
    await expect(page.getByLabel('Content')).toHaveValue(TOO_LONG);

    const path = await createPost(app, user, 'As it was', { isPublished: false });
    await page.goto(`${path}/edit`);
    await editElsewhere(path, 'As the other tab has it');
    await page.getByLabel('Content').fill('As this tab has it');
    for (const [content, expectRejected] of [
      [
        'As this tab has it',
        () => expect(main(page).getByRole('alert')).toContainText('This post was changed while you were editing.'),
      ],
      ['', () => expect(page.getByLabel('Content')).toHaveAccessibleDescription('Write something first.')],
    ] as const) {
      await page.getByLabel('Content').fill(content);
      await clickButton(page, 'Save changes');
      await expectRejected();
      await expect(page.getByLabel('Content')).toHaveValue(content);
      await expect(page.getByRole('region', { name: 'Latest version' })).toContainText('As the other tab has it');
    }

    await page.getByLabel('Content').fill('As this tab has it');
    await page.context().clearCookies();
    await clickButton(page, 'Save changes');
    await expect(main(page).getByRole('alert')).toContainText("You're signed out.");
    await expect(page.getByLabel('Content')).toHaveValue('As this tab has it');

    await signInBrowser(page.context(), app, user);
    await deleteElsewhere(path);
    await clickButton(page, 'Save changes');
    await expect(main(page).getByRole('alert')).toContainText('This post was deleted while you were editing.');
    await expect(page.getByLabel('Content')).toHaveValue('As this tab has it');
  });
});
