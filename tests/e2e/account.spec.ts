import type { Page } from '@playwright/test';
import { APP_NAME } from '../../lib/app-name';
import { connect } from '../../lib/db/connection';
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
const noticed = (page: Page, words: string) => expect(page.getByRole('status').first()).toHaveText(words);

/** A page of somebody who has just signed up, at their account. */
async function accountOf(page: Page, person: Person): Promise<void> {
  await signUpIn(page.context(), app, person);
  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: person.name }).click();
  await expect(page).toHaveTitle(`Account · ${APP_NAME}`);
}

/** Signs in elsewhere. @returns the cookies there */
async function elsewhere(person: Person): Promise<Record<string, string>> {
  return cookiesOf(await signIn(app, person, { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' }));
}

/** Whether a session may still write, which the database says. */
async function mayWrite(cookies: Record<string, string>): Promise<boolean> {
  const answer = await fetch(`${app}/api/posts`, {
    method: 'POST',
    body: JSON.stringify({ content: 'Still here' }),
    headers: { 'content-type': 'application/json', origin: app, cookie: cookieHeader(cookies) },
  });
  return answer.status === 201;
}

test('the account is for those who are signed in', async ({ page }) => {
  await page.goto('/account');
  await expect(page).toHaveURL('/auth/sign-in?next=%2Faccount');
});

test('a new name is seen at once', async ({ page }) => {
  await accountOf(page, newPerson('Augusta King'));
  await page.getByLabel('Name').fill(' ');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
  await page.getByLabel('Name').fill('Ada King');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await noticed(page, 'Your profile is saved.');
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('Ada King');
  await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});

for (const way of ['a code', 'a link']) {
  test(`an email address is verified by ${way} in an email`, async ({ page }) => {
    const person = newPerson();
    await accountOf(page, person);
    await expect(section(page, 'Email')).toContainText('not verified yet');
    await page.getByRole('link', { name: 'Verify it' }).click();
    await expect(page).toHaveTitle(`Verify your email address · ${APP_NAME}`);
    await page.getByRole('button', { name: way === 'a code' ? 'Send code' : 'Send a link instead' }).click();
    await expect(page.getByRole('main').getByRole('status')).toContainText('is on its way');
    const { otp = '', url = '' } = await lastMessageTo(person.email, neon);
    if (way === 'a code') {
      await page.getByLabel('Code').fill(otp);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
    } else {
      await page.goto(url);
    }
    await expect(page).toHaveURL(/\/account/);
    await noticed(page, 'Your email address is verified.');
    await expect(section(page, 'Email')).toHaveText(/· verified$/);
    await page.goto('/auth/verify-email');
    await expect(page).toHaveURL('/posts');
  });
}

test('a picture is shown from its address, and taken away again', async ({ page }) => {
  const picture = 'https://pictures.example/ada.svg';
  await page.route(picture, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  await accountOf(page, newPerson());
  const save = async (address: string) => {
    await page.getByLabel('Picture').fill(address);
    await page.getByRole('button', { name: 'Save profile' }).click();
  };
  for (const wrong of [
    'me.jpg',
    'http://example.com/me.jpg',
    'javascript:alert(1)',
    `https://x.com/${'x'.repeat(1_000)}`,
  ]) {
    await save(wrong);
    await expect(page.getByLabel('Picture')).toHaveAccessibleDescription(/^Enter an address/);
    await expect(page.getByLabel('Picture')).toHaveValue(wrong);
  }
  await save(picture);
  await noticed(page, 'Your profile is saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveAttribute('src', picture);
  await save('');
  await noticed(page, 'Your profile is saved.');
  await expect(section(page, 'Profile').locator('img')).toHaveCount(0);
});

test('a token from the account is good for the API', async ({ page, request }) => {
  await accountOf(page, newPerson());
  await page.getByRole('button', { name: 'Create a token' }).click();
  await expect(section(page, 'API').getByRole('status')).toContainText('good for 15 minutes');
  const token = await page.getByLabel('Token').inputValue();
  const content = `Written with a token: ${crypto.randomUUID()}`;
  const answer = await request.post('/api/posts', { data: { content }, headers: { authorization: `Bearer ${token}` } });
  expect(answer.status()).toBe(201);
  await page.goto('/posts/mine');
  await expect(page.getByText(content).first()).toBeVisible();
});

test('a password is changed by who knows it, and other sessions end', async ({ page }) => {
  const person = newPerson();
  await accountOf(page, person);
  const other = await elsewhere(person);
  expect(await mayWrite(other)).toBe(true);

  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('a new password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription('This is not your password.');
  await expect(page.getByLabel('New password')).toHaveValue('');

  await page.getByLabel('Current password').fill(person.password);
  await page.getByLabel('New password').fill('a new password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await noticed(page, 'Your password is changed.');
  expect(await mayWrite(other)).toBe(false);
  expect(await mayWrite(await elsewhere({ ...person, password: 'a new password' }))).toBe(true);
});

test('sessions are listed, this one marked, and each other one can be ended', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);
  await page.goto('/auth/sign-in?next=/account');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/account');
  const others = [await elsewhere(person), await elsewhere(person)];
  await page.reload();

  const rows = section(page, 'Where you are signed in').getByRole('listitem');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('this device');
  await expect(rows.first().getByRole('button')).toHaveCount(0);
  await expect(rows.nth(1)).toContainText('Firefox on Linux · last used just now');
  await rows.nth(1).getByRole('button', { name: 'Sign out there' }).click();
  await noticed(page, 'Signed out there.');
  await expect(rows).toHaveCount(3);
  expect((await Promise.all(others.map(mayWrite))).filter(Boolean)).toHaveLength(1);

  await page.getByRole('button', { name: 'Sign out everywhere else' }).first().click();
  await expect(rows).toHaveCount(1);
  expect((await Promise.all(others.map(mayWrite))).filter(Boolean)).toHaveLength(0);
  await page.goto('/posts/mine');
  await expect(page.getByRole('heading', { name: 'Your posts' })).toBeVisible();
});

test('no session token is in the page', async ({ page }) => {
  const person = newPerson();
  await accountOf(page, person);
  await elsewhere(person);
  const html = await (await page.request.get('/account')).text();
  const tokens =
    await sql`select token from neon_auth.session s join neon_auth.user u on u.id = s."userId" where u.email = ${person.email}`;
  expect(tokens.length).toBeGreaterThan(1);
  for (const { token } of tokens) expect(html).not.toContain(token);
});

test('who signed in more than a day ago is told to sign in anew for what needs it, and loses nothing before', async ({
  page,
}) => {
  const person = newPerson();
  await accountOf(page, person);
  await page.request.post('/api/posts', { data: { content: 'Still here' }, headers: { origin: app } });
  await sql`update neon_auth.session set "createdAt" = now() - interval '2 days'
            where "userId" = (select id from neon_auth.user where email = ${person.email})`;
  await page.reload();
  await expect(section(page, 'Where you are signed in')).toContainText('sign out and sign in again');
  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(section(page, 'Delete account').getByRole('alert')).toHaveText(
    'You signed in more than a day ago. For this, sign out and sign in again.',
  );
  await page.goto('/posts/mine');
  await expect(page.getByText('Still here').first()).toBeVisible();
});

test('who alone owns an organization is told so before their account goes', async ({ page }) => {
  const person = newPerson();
  await accountOf(page, person);
  await page.goto('/organizations');
  await page.getByLabel('Name').fill('Analytical Engines');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
  await page.goto('/account');
  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(section(page, 'Delete account').getByRole('alert')).toContainText('You alone own Analytical Engines.');
  expect(await sql`select id from neon_auth.user where email = ${person.email}`).toHaveLength(1);
});

for (const [what, button] of [
  ['the profile', 'Save profile'],
  ['the password', 'Change password'],
] as const) {
  test(`who changes ${what} after their session ended is told so, on the page they were on`, async ({ page }) => {
    const person = newPerson();
    await accountOf(page, person);
    await page.getByLabel('Name').fill('Ada King');
    await page.getByLabel('Current password').fill(person.password);
    await page.getByLabel('New password').fill('a new password');
    await sql`delete from neon_auth.session
              where "userId" = (select id from neon_auth.user where email = ${person.email})`;
    await page.context().clearCookies({ name: SESSION_DATA });
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('You are signed out.');
    if (button === 'Save profile') await expect(page.getByLabel('Name')).toHaveValue('Ada King');
  });
}

test('an account is deleted by who types its address, and its posts with it', async ({ page }) => {
  const person = newPerson();
  await accountOf(page, person);
  await page.request.post('/api/posts', {
    data: { content: 'Soon gone', isPublished: true },
    headers: { origin: app },
  });
  const [user] = await sql`select id from neon_auth.user where email = ${person.email}`;

  await page.getByLabel('Your email address').fill('somebody.else@example.com');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(page.getByLabel('Your email address')).toHaveAccessibleDescription('This is not your email address.');

  await page.getByLabel('Your email address').fill(person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await noticed(page, 'Your account is deleted, and your posts with it.');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await sql`select id from neon_auth.user where id = ${user?.id}`).toEqual([]);
  expect(await sql`select id from posts where user_id = ${user?.id}`).toEqual([]);
});
