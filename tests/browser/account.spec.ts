import type { Page } from '@playwright/test';
import { NOTICES } from '../../app/_notices/notices';
import { connect } from '../../lib/db/connection';
import { HOME, SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { openAccountMenu } from '../support/header';
import { lastMessageTo } from '../support/mailbox';
import { insertOrganization } from '../support/organizations';
import { cookieHeader, cookiesOf, type Person, signIn } from '../support/people';
import { readForm, saidBeside, sendForm } from '../support/raw-form';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';
import { prepareWrite } from '../support/write';

/** Connects when a test runs: the app's address is unknown while Playwright lists the tests. */
const database = () => connect(app.databaseUrl);
const section = (page: Page, name: string) => page.getByRole('region', { name });
const clickButton = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();
const expectNotice = (page: Page, text: string) => expect(page.getByRole('status').first()).toHaveText(text);

/** Creates a user and opens their account page. */
async function openAccount(page: Page, name?: string): Promise<User> {
  const user = await createUser(app, name ? { name } : {});
  await signInBrowser(page.context(), app, user);
  await page.goto('/account');
  return user;
}

/** Signs in on another device. @returns its cookies */
async function signInOnOtherDevice(user: Pick<Person, 'email' | 'password'>): Promise<string> {
  const response = await signIn(app.url, user, { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' });
  return cookieHeader(cookiesOf(response));
}

const endSessions = ({ id }: User) => database()`delete from neon_auth.session where "userId" = ${id}`;
const insertPost = ({ id }: User) =>
  database()`insert into posts (content, is_published, user_id) values ('Soon gone?', true, ${id})`;
const postsOf = ({ id }: User) => database()`select content from posts where user_id = ${id}`;
const usersWithId = ({ id }: User) => database()`select id from neon_auth.user where id = ${id}`;

test('an anonymous visitor to the account page is redirected to sign in', async () => {
  const response = await fetch(`${app.url}/account`, { redirect: 'manual' });
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toMatch(/\/auth\/sign-in\?next=%2Faccount$/);
});

test('a new name appears as soon as it is saved', async ({ page }) => {
  await signInBrowser(page.context(), app, await createUser(app, { name: 'Augusta King' }));
  await page.goto('/');
  await openAccountMenu(page);
  await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
  await expect(page).toHaveTitle(`Account · ${SITE_NAME}`);
  await page.getByLabel('Name').fill(' ');
  await clickButton(page, 'Save profile');
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
  await page.getByLabel('Name').fill('Ada King');
  await clickButton(page, 'Save profile');
  await expectNotice(page, 'Profile saved.');
  await expect(page.getByRole('banner')).toContainText('Ada King');
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('Ada King');
  await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});

for (const method of ['a code', 'a link']) {
  test(`an email address is verified with ${method} sent by email`, async ({ page }) => {
    const user = await openAccount(page);
    await expect(section(page, 'Email')).toContainText('Unverified');
    await page.getByRole('link', { name: 'Verify email' }).click();
    await expect(page).toHaveTitle(`Verify your email address · ${SITE_NAME}`);
    await clickButton(page, method === 'a code' ? 'Send code' : 'Send a link instead');
    await expect(page.getByRole('main').getByRole('status')).toContainText(
      method === 'a code' ? 'We sent a code to' : 'We sent an email to',
    );
    const { otp = '', url = '' } = await lastMessageTo(user.email, app.neonOrigin);
    if (method === 'a code') {
      await page.getByLabel('Code').fill(otp);
      await clickButton(page, 'Verify');
    } else {
      await page.goto(url);
    }
    await expect(page).toHaveURL(/\/account/);
    await expectNotice(page, 'Email verified.');
    await expect(section(page, 'Email')).toHaveText(/Verified$/);
    await page.goto('/auth/verify-email');
    await expect(page).toHaveURL(HOME);
  });
}

test('a profile picture is set from an https URL and removed', async ({ page }) => {
  const picture = 'https://pictures.example/ada.svg';
  await page.route(picture, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  const { cookie } = await openAccount(page);
  const form = await readForm(`${app.url}/account`, cookie, 'Save profile');
  for (const [invalid, error] of [
    ['http://example.com/me.jpg', /^Enter a URL/],
    ['javascript:alert(1)', /^Enter a URL/],
    [`https://x.com/${'x'.repeat(1_000)}`, /^Use at most 1,000 characters\.$/],
  ] as const) {
    const response = await sendForm(form, [
      ['name', 'Ada Lovelace'],
      ['image', invalid],
    ]);
    const html = await response.text();
    expect(saidBeside(html, 'image')).toMatch(error);
    expect(html).toContain(`value="${invalid}"`);
  }
  const save = async (url: string) => {
    await page.getByLabel('Picture').fill(url);
    await clickButton(page, 'Save profile');
  };
  await save('me.jpg');
  await expect(page.getByLabel('Picture')).toHaveAccessibleDescription(/^Enter a URL/);
  await expect(page.getByLabel('Picture')).toHaveValue('me.jpg');
  await save(picture);
  await expectNotice(page, 'Profile saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveAttribute('src', picture);
  await save('');
  await expectNotice(page, 'Profile saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveCount(0);
});

test('a token from the account page authenticates API requests', async ({ page }) => {
  const user = await openAccount(page);
  await clickButton(page, 'Create token');
  await expect(section(page, 'API').getByRole('status')).toContainText('It expires in 15 minutes.');
  const token = await page.getByLabel('Token').inputValue();
  const response = await fetch(`${app.url}/api/posts`, {
    method: 'POST',
    body: JSON.stringify({ content: 'Written with a token' }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(201);
  expect(await postsOf(user)).toEqual([{ content: 'Written with a token' }]);
});

/** Changes the password after an attempt with a wrong current one. */
async function changePassword(page: Page, user: User, password: string): Promise<void> {
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill(password);
  await clickButton(page, 'Change password');
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription('Current password is incorrect.');
  await expect(page.getByLabel('New password')).toHaveValue('');
  await page.getByLabel('Current password').fill(user.password);
  await page.getByLabel('New password').fill(password);
  await clickButton(page, 'Change password');
  await expectNotice(page, 'Password changed.');
}

test('changing the password requires the current one and ends other sessions', async ({ page }) => {
  const user = await openAccount(page);
  const other = await signInOnOtherDevice(user);
  const canWrite = await prepareWrite(app, user.cookie);
  expect(await canWrite(other)).toBe(true);

  await changePassword(page, user, 'a new password');
  expect(await canWrite(other)).toBe(false);
  expect(await canWrite(await signInOnOtherDevice({ ...user, password: 'a new password' }))).toBe(true);
});

test('the account page lists sessions, marks the current one and can end the others', async ({ page }) => {
  const user = await createUser(app);
  await signInBrowser(page.context(), app, user);
  const others = [await signInOnOtherDevice(user), await signInOnOtherDevice(user), await signInOnOtherDevice(user)];
  const canWrite = await prepareWrite(app, user.cookie);
  await page.goto('/account');

  const rows = section(page, 'Sessions').getByRole('listitem');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('This device');
  await expect(rows.first().getByRole('button')).toHaveCount(0);
  await expect(rows.nth(1)).toContainText('Firefox on Linux · last used just now');
  await rows.nth(1).getByRole('button', { name: 'Sign out' }).click();
  await expectNotice(page, 'That device is signed out.');
  await expect(rows).toHaveCount(3);
  expect((await Promise.all(others.map(canWrite))).filter(Boolean)).toHaveLength(2);

  await section(page, 'Sessions').getByRole('button', { name: 'Sign out other sessions' }).click();
  await expect(rows).toHaveCount(1);
  expect((await Promise.all(others.map(canWrite))).filter(Boolean)).toHaveLength(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
});

test('the account page contains no session token', async () => {
  const user = await createUser(app);
  await signInOnOtherDevice(user);
  const html = await (await fetch(`${app.url}/account`, { headers: { cookie: user.cookie } })).text();
  expect(html).toContain('Firefox on Linux');
  const tokens = await database()`select token from neon_auth.session where "userId" = ${user.id}`;
  expect(tokens).toHaveLength(2);
  for (const { token } of tokens) expect(html).not.toContain(token);
});

test('a user who signed in more than a day ago must sign in again to delete the account, and loses no data', async ({
  page,
}) => {
  const user = await createUser(app);
  await insertPost(user);
  await database()`update neon_auth.session set "createdAt" = now() - interval '2 days' where "userId" = ${user.id}`;
  await signInBrowser(page.context(), app, user);
  await page.goto('/account');
  await expect(section(page, 'Sessions')).toContainText('sign in again');
  await page.getByLabel('Your email address').fill(user.email);
  await clickButton(page, 'Delete account');
  await expect(section(page, 'Delete account').getByRole('alert')).toHaveText(
    'For your security, sign out and sign in again to do this.',
  );
  expect(await usersWithId(user)).toHaveLength(1);
  expect(await postsOf(user)).toHaveLength(1);
});

test('the only owner of an organization cannot delete their account', async () => {
  const user = await createUser(app);
  await insertPost(user);
  await insertOrganization(app, 'Analytical Engines', [[user, 'owner']]);
  const form = await readForm(`${app.url}/account`, user.cookie, 'Delete account');
  const html = await (await sendForm(form, [['email', user.email]])).text();
  expect(html).toMatch(/role="alert"[^>]*>You&#x27;re the only owner of Analytical Engines\./);
  expect(await usersWithId(user)).toHaveLength(1);
  expect(await postsOf(user)).toHaveLength(1);
});

test('changing the profile or the password after the session has ended shows an error on the same page', async ({
  page,
}) => {
  const user = await openAccount(page);
  await page.getByLabel('Name').fill('Ada King');
  await endSessions(user);
  await clickButton(page, 'Save profile');
  await expect(section(page, 'Profile').getByRole('alert')).toContainText("You're signed out.");
  await expect(page.getByLabel('Name')).toHaveValue('Ada King');

  await page.getByLabel('Current password').fill(user.password);
  await page.getByLabel('New password').fill('a new password');
  await clickButton(page, 'Change password');
  await expect(section(page, 'Password').getByRole('alert')).toContainText("You're signed out.");
  expect((await signIn(app.url, user)).status).toBe(200);
});

test('deleting an account requires its email address and deletes its posts', async ({ page }) => {
  const user = await openAccount(page);
  await insertPost(user);
  await page.getByLabel('Your email address').fill('someone.else@example.com');
  await clickButton(page, 'Delete account');
  await expect(page.getByLabel('Your email address')).toHaveAccessibleDescription(
    "That doesn't match your email address.",
  );
  expect(await usersWithId(user)).toHaveLength(1);

  await page.getByLabel('Your email address').fill(user.email);
  await clickButton(page, 'Delete account');
  await expectNotice(page, NOTICES['account-deleted']);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await usersWithId(user)).toEqual([]);
  expect(await postsOf(user)).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the forms of the account page show errors next to their values, continue in place and redirect with a notice', async ({
    page,
  }) => {
    const user = await openAccount(page);
    await page.getByLabel('Name').fill(' ');
    await page.getByLabel('Picture').fill('me.jpg');
    await clickButton(page, 'Save profile');
    await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
    await expect(page.getByLabel('Picture')).toHaveAccessibleDescription(/^Enter a URL/);
    await expect(page.getByLabel('Picture')).toHaveValue('me.jpg');
    await page.getByLabel('Name').fill('Ada King');
    await page.getByLabel('Picture').fill('');
    await clickButton(page, 'Save profile');
    await expectNotice(page, 'Profile saved.');
    await expect(page.getByRole('banner')).toContainText('Ada King');

    await changePassword(page, user, 'a new password');

    await clickButton(page, 'Create token');
    await expect(page.getByLabel('Token')).toHaveValue(/^ey.+\..+\..+$/);

    await page.getByRole('link', { name: 'Verify email' }).click();
    await clickButton(page, 'Send code');
    const { otp = '' } = await lastMessageTo(user.email, app.neonOrigin);
    await page.getByLabel('Code').fill(otp);
    await clickButton(page, 'Verify');
    await expectNotice(page, 'Email verified.');
    await expect(section(page, 'Email')).toHaveText(/Verified$/);

    await signInOnOtherDevice({ ...user, password: 'a new password' });
    await page.reload();
    await section(page, 'Sessions').getByRole('button', { name: 'Sign out' }).click();
    await expectNotice(page, 'That device is signed out.');

    await page.getByLabel('Your email address').fill('someone.else@example.com');
    await clickButton(page, 'Delete account');
    await expect(page.getByLabel('Your email address')).toHaveAccessibleDescription(
      "That doesn't match your email address.",
    );
    await expect(page.getByLabel('Your email address')).toHaveValue('someone.else@example.com');
    await page.getByLabel('Your email address').fill(user.email);
    await clickButton(page, 'Delete account');
    await expectNotice(page, NOTICES['account-deleted']);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  });

  test('the profile and the password form show an error on the same page after the session has ended', async ({
    page,
  }) => {
    for (const button of ['Save profile', 'Change password']) {
      const user = await openAccount(page);
      await page.getByLabel('Name').fill('Ada King');
      await page.getByLabel('Current password').fill(user.password);
      await page.getByLabel('New password').fill('a new password');
      await endSessions(user);
      await clickButton(page, button);
      await expect(page.getByRole('main').getByRole('alert')).toContainText("You're signed out.");
      if (button === 'Save profile') await expect(page.getByLabel('Name')).toHaveValue('Ada King');
      expect((await signIn(app.url, user)).status).toBe(200);
    }
  });
});
