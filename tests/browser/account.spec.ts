import type { Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import {
  cookieHeader,
  cookiesOf,
  newPerson,
  type Person,
  SESSION_DATA,
  signIn,
  signUp,
  signUpIn,
} from '../support/people';

const app = process.env.TEST_APP_URL ?? '';
const neon = process.env.TEST_NEON_ORIGIN ?? '';
const sql = connect(process.env.TEST_DATABASE_URL ?? '');
const section = (page: Page, name: string) => page.getByRole('region', { name });
const expectNotice = (page: Page, text: string) => expect(page.getByRole('status').first()).toHaveText(text);

/** Signs up and opens the account page. */
async function openAccount(page: Page, person: Person): Promise<void> {
  await signUpIn(page.context(), app, person);
  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: person.name }).click();
  await expect(page).toHaveTitle(`Account · ${SITE_NAME}`);
}

/** Signs in on another device. @returns its cookies */
async function signInOnOtherDevice(person: Person): Promise<Record<string, string>> {
  return cookiesOf(await signIn(app, person, { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' }));
}

/** Whether a session can still write. The database decides, not the session cache. */
async function canWrite(cookies: Record<string, string>): Promise<boolean> {
  const response = await fetch(`${app}/api/posts`, {
    method: 'POST',
    body: JSON.stringify({ content: 'Still here' }),
    headers: { 'content-type': 'application/json', origin: app, cookie: cookieHeader(cookies) },
  });
  return response.status === 201;
}

test('an anonymous visitor to the account page is redirected to sign in', async ({ page }) => {
  await page.goto('/account');
  await expect(page).toHaveURL('/auth/sign-in?next=%2Faccount');
});

test('a new name appears as soon as it is saved', async ({ page }) => {
  await openAccount(page, newPerson('Augusta King'));
  await page.getByLabel('Name').fill(' ');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
  await page.getByLabel('Name').fill('Ada King');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expectNotice(page, 'Profile saved.');
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('Ada King');
  await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});

for (const method of ['a code', 'a link']) {
  test(`an email address is verified with ${method} sent by email`, async ({ page }) => {
    const person = newPerson();
    await openAccount(page, person);
    await expect(section(page, 'Email')).toContainText('Unverified');
    await page.getByRole('link', { name: 'Verify email' }).click();
    await expect(page).toHaveTitle(`Verify your email address · ${SITE_NAME}`);
    await page.getByRole('button', { name: method === 'a code' ? 'Send code' : 'Send a link instead' }).click();
    await expect(page.getByRole('main').getByRole('status')).toContainText(
      method === 'a code' ? 'We sent a code to' : 'We sent an email to',
    );
    const { otp = '', url = '' } = await lastMessageTo(person.email, neon);
    if (method === 'a code') {
      await page.getByLabel('Code').fill(otp);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
    } else {
      await page.goto(url);
    }
    await expect(page).toHaveURL(/\/account/);
    await expectNotice(page, 'Email verified.');
    await expect(section(page, 'Email')).toHaveText(/· Verified$/);
    await page.goto('/auth/verify-email');
    await expect(page).toHaveURL('/posts');
  });
}

test('a profile picture is set from an https URL and removed', async ({ page }) => {
  const picture = 'https://pictures.example/ada.svg';
  await page.route(picture, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  await openAccount(page, newPerson());
  const save = async (url: string) => {
    await page.getByLabel('Picture').fill(url);
    await page.getByRole('button', { name: 'Save profile' }).click();
  };
  for (const invalid of [
    'me.jpg',
    'http://example.com/me.jpg',
    'javascript:alert(1)',
    `https://x.com/${'x'.repeat(1_000)}`,
  ]) {
    await save(invalid);
    await expect(page.getByLabel('Picture')).toHaveAccessibleDescription(/^Enter a URL/);
    await expect(page.getByLabel('Picture')).toHaveValue(invalid);
  }
  await save(picture);
  await expectNotice(page, 'Profile saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveAttribute('src', picture);
  await save('');
  await expectNotice(page, 'Profile saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveCount(0);
});

test('a token from the account page authenticates API requests', async ({ page, request }) => {
  await openAccount(page, newPerson());
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(section(page, 'API').getByRole('status')).toContainText('It expires in 15 minutes.');
  const token = await page.getByLabel('Token').inputValue();
  const content = `Written with a token: ${crypto.randomUUID()}`;
  const response = await request.post('/api/posts', {
    data: { content },
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status()).toBe(201);
  await page.goto('/posts/mine');
  await expect(page.getByText(content).first()).toBeVisible();
});

test('changing the password requires the current one and ends other sessions', async ({ page }) => {
  const person = newPerson();
  await openAccount(page, person);
  const other = await signInOnOtherDevice(person);
  expect(await canWrite(other)).toBe(true);

  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('a new password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription('Current password is incorrect.');
  await expect(page.getByLabel('New password')).toHaveValue('');

  await page.getByLabel('Current password').fill(person.password);
  await page.getByLabel('New password').fill('a new password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expectNotice(page, 'Password changed.');
  expect(await canWrite(other)).toBe(false);
  expect(await canWrite(await signInOnOtherDevice({ ...person, password: 'a new password' }))).toBe(true);
});

test('the account page lists sessions, marks the current one and can end the others', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);
  await page.goto('/auth/sign-in?next=/account');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/account');
  const others = [await signInOnOtherDevice(person), await signInOnOtherDevice(person)];
  await page.reload();

  const rows = section(page, 'Sessions').getByRole('listitem');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('this device');
  await expect(rows.first().getByRole('button')).toHaveCount(0);
  await expect(rows.nth(1)).toContainText('Firefox on Linux · last used just now');
  await rows.nth(1).getByRole('button', { name: 'Sign out' }).click();
  await expectNotice(page, 'That device is signed out.');
  await expect(rows).toHaveCount(3);
  expect((await Promise.all(others.map(canWrite))).filter(Boolean)).toHaveLength(1);

  await page.getByRole('button', { name: 'Sign out other sessions' }).first().click();
  await expect(rows).toHaveCount(1);
  expect((await Promise.all(others.map(canWrite))).filter(Boolean)).toHaveLength(0);
  await page.goto('/posts/mine');
  await expect(page.getByRole('heading', { name: 'My posts' })).toBeVisible();
});

test('the account page contains no session token', async ({ page }) => {
  const person = newPerson();
  await openAccount(page, person);
  await signInOnOtherDevice(person);
  const html = await (await page.request.get('/account')).text();
  const tokens =
    await sql`select token from neon_auth.session s join neon_auth.user u on u.id = s."userId" where u.email = ${person.email}`;
  expect(tokens.length).toBeGreaterThan(1);
  for (const { token } of tokens) expect(html).not.toContain(token);
});

test('a user who signed in more than a day ago must sign in again to delete the account, and loses no data', async ({
  page,
}) => {
  const person = newPerson();
  await openAccount(page, person);
  await page.request.post('/api/posts', { data: { content: 'Still here' }, headers: { origin: app } });
  await sql`update neon_auth.session set "createdAt" = now() - interval '2 days'
            where "userId" = (select id from neon_auth.user where email = ${person.email})`;
  await page.reload();
  await expect(section(page, 'Sessions')).toContainText('sign in again');
  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(section(page, 'Delete account').getByRole('alert')).toHaveText(
    'For your security, sign in again to do this.',
  );
  await page.goto('/posts/mine');
  await expect(page.getByText('Still here').first()).toBeVisible();
});

test('the only owner of an organization cannot delete their account', async ({ page }) => {
  const person = newPerson();
  await openAccount(page, person);
  await page.goto('/organizations');
  await page.getByLabel('Name').fill('Analytical Engines');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
  await page.goto('/account');
  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(section(page, 'Delete account').getByRole('alert')).toContainText(
    "You're the only owner of Analytical Engines.",
  );
  expect(await sql`select id from neon_auth.user where email = ${person.email}`).toHaveLength(1);
});

for (const [field, button] of [
  ['the profile', 'Save profile'],
  ['the password', 'Change password'],
] as const) {
  test(`changing ${field} after the session has ended shows an error on the same page`, async ({ page }) => {
    const person = newPerson();
    await openAccount(page, person);
    await page.getByLabel('Name').fill('Ada King');
    await page.getByLabel('Current password').fill(person.password);
    await page.getByLabel('New password').fill('a new password');
    await sql`delete from neon_auth.session
              where "userId" = (select id from neon_auth.user where email = ${person.email})`;
    await page.context().clearCookies({ name: SESSION_DATA });
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText("You're signed out.");
    if (button === 'Save profile') await expect(page.getByLabel('Name')).toHaveValue('Ada King');
  });
}

test('deleting an account requires its email address and deletes its posts', async ({ page }) => {
  const person = newPerson();
  await openAccount(page, person);
  await page.request.post('/api/posts', {
    data: { content: 'Soon gone', isPublished: true },
    headers: { origin: app },
  });
  const [user] = await sql`select id from neon_auth.user where email = ${person.email}`;

  await page.getByLabel('Your email address').fill('someone.else@example.com');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(page.getByLabel('Your email address')).toHaveAccessibleDescription(
    "That doesn't match your email address.",
  );

  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expectNotice(page, 'Your account and posts have been deleted.');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await sql`select id from neon_auth.user where id = ${user?.id}`).toEqual([]);
  expect(await sql`select id from posts where user_id = ${user?.id}`).toEqual([]);
});
