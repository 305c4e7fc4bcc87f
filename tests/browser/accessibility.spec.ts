import type { Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { HOME, SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { insertInvitation, insertOrganization } from '../support/organizations';
import { newPerson } from '../support/people';
import { scan as scanDisplays } from '../support/scan';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

const longText = (sentences: number) => `${'A long word without breaks: '.repeat(sentences)}${'x'.repeat(200)}`;

/** Scans a page of the app as it is now. */
async function scan(page: Page, name: string): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`${SITE_NAME}$`));
  expect(page.frames()).toHaveLength(1);
  await scanDisplays(page, name);
}

async function scanPaths(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await scan(page, path);
  }
}

test.describe('in light and dark mode, at 375 px and 1280 px,', () => {
  test.slow();

  test('the sign-in and sign-up pages, a code form and a form with errors have no axe violations', async ({ page }) => {
    await scanPaths(page, [
      ...['/auth/sign-in', '/auth/sign-up', '/auth/email-otp', '/auth/magic-link', '/auth/forgot-password'],
    ]);
    await page.goto('/auth/email-otp');
    await page.getByLabel('Email').fill(newPerson().email);
    await page.getByRole('button', { name: 'Send code' }).click();
    await expect(page.getByLabel('Code')).toBeVisible();
    await scan(page, 'the email code form');

    await page.goto('/auth/sign-up');
    await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByText('Enter your name.')).toBeVisible();
    await scan(page, 'a form with errors');
  });

  test('the other pages of an anonymous visitor have no axe violations', async ({ page }) => {
    await scanPaths(page, [
      ...['/', '/auth/verify-email', '/auth/reset-password', '/auth/reset-password?token=x'],
      ...['/unavailable?next=/account', '/nowhere'],
    ]);
  });

  test('the pages of a signed-in user have no axe violations', async ({ page }) => {
    const user = await createUser(app);
    await signInBrowser(page.context(), app, user);
    for (const path of ['/', '/account', '/auth/sign-out']) {
      await page.goto(path);
      await expect(page.getByRole('banner')).toContainText(user.name);
      await scan(page, path);
    }
  });

  test('the pages of posts have no axe violations', async ({ page }) => {
    const user = await createUser(app);
    await signInBrowser(page.context(), app, user);
    const insertPost = async (content: string, isPublished: boolean) => {
      const [row] = await connect(app.databaseUrl)`
        insert into posts (content, is_published, user_id) values (${content}, ${isPublished}, ${user.id}) returning id`;
      return `/posts/${row?.id}`;
    };
    const draft = await insertPost(`A draft with a link: https://example.com/${'long/'.repeat(40)}`, false);
    const post = await insertPost(longText(30), true);
    for (const path of [
      ...['/posts', '/posts?q=word', '/posts?q=nothingmatchesthis', `/posts?q=${'x'.repeat(201)}`, '/posts/mine'],
      ...['/posts/new', post, `${draft}?notice=draft-saved`, `${draft}/edit`, '/posts/0'],
    ]) {
      await page.goto(path);
      await expect(page.getByRole('banner')).toContainText(user.name);
      await scan(page, path);
    }
    await page.goto('/posts/mine');
    await page.getByRole('button', { name: /^Actions for A draft/ }).click();
    await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
    await scan(page, 'the menu of a post');
  });

  test('an invalid post, the delete dialog and an edit conflict have no axe violations', async ({ page }) => {
    await signInBrowser(page.context(), app, await createUser(app));
    await page.goto('/posts/new');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('Write something first.')).toBeVisible();
    await scan(page, 'an invalid post');

    await page.getByLabel('Content').fill('Soon in conflict');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await scan(page, 'the delete dialog');
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.locator('[name=updatedAt]').evaluate((field: HTMLInputElement) => {
      field.value = '2000-01-01T00:00:00.000Z';
    });
    await page.getByLabel('Content').fill('In conflict');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('region', { name: 'Latest version' })).toBeVisible();
    await scan(page, 'an edit conflict');
  });

  test('organization pages with long names, an invitation, an error and a dialog have no axe violations', async ({
    page,
  }) => {
    const [longName, name] = ['x'.repeat(100), 'A society with a name of several words'];
    const newUser = (userName: string) => createUser(app, { name: userName, isEmailVerified: true });
    const owner = await newUser('Ada Lovelace');
    const other = await newUser('Grace Hopper');
    const id = await insertOrganization(app, longName, [
      [owner, 'owner'],
      [await newUser(longName), 'admin'],
      [await newUser(name), 'member'],
    ]);
    await insertOrganization(app, name, [[owner, 'member']]);
    await insertInvitation(app, await insertOrganization(app, longName, [[other, 'owner']]), other, owner.email);
    await insertInvitation(app, id, owner, `${'x'.repeat(60)}@example.com`);
    await signInBrowser(page.context(), app, owner);

    await page.goto('/organizations');
    await page.getByRole('button', { name: `Make active ${name}` }).click();
    await expect(page.getByText('Active', { exact: true })).toBeVisible();
    await scan(page, '/organizations');

    await page.goto(`/organizations/${id}`);
    await scan(page, 'an organization');
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(page.getByText('Enter an email address.')).toBeVisible();
    for (const control of await page.getByText('Manage').all()) await control.click();
    await page.getByLabel('Role of Ada Lovelace').selectOption('Member');
    await page.getByRole('button', { name: 'Change role' }).first().click();
    await expect(page.getByText('An organization needs at least one owner')).toBeVisible();
    await scan(page, 'an organization with errors');
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await scan(page, 'the dialog to remove a member');
  });

  test('the admin pages have no axe violations', async ({ page }) => {
    const banned = await createUser(app, { name: `Long ${'x'.repeat(95)}` });
    const other = await createUser(app);
    const admin = await createUser(app, { isAdmin: true });
    await connect(app.databaseUrl)`
      update neon_auth.user set banned = true, "banReason" = ${longText(10)} where id = ${banned.id}`;
    await signInBrowser(page.context(), app, admin);
    for (const path of [
      ...['/admin/users', `/admin/users?q=${banned.email}`, '/admin/users?q=nomatch&by=name'],
      ...[`/admin/users?q=${'x'.repeat(201)}`, '/admin/users?page=2', '/admin/users?page=99999'],
      ...[banned.id, admin.id, other.id].map((id) => `/admin/users/${id}`),
    ]) {
      await page.goto(path);
      await expect(page.getByRole('navigation', { name: 'Account' })).toContainText('Users');
      await scan(page, path);
    }
    await page.getByRole('button', { name: 'Ban user' }).click();
    await scan(page, 'the dialog to ban a user');
    await page.getByRole('button', { name: 'Ban and sign out' }).click();
    await expect(page.getByText('Enter a reason.')).toBeVisible();
    await scan(page, 'a ban without a reason');
  });
});

test('a visitor can sign up with the keyboard alone, and a field error takes focus', async ({ page }) => {
  const person = newPerson();
  await page.goto('/auth/sign-up');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type(person.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(HOME);
});
