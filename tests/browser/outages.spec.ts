import type { Locator, Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { HOME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { signOut } from '../support/header';
import { lastMessageTo } from '../support/mailbox';
import { newPerson, SESSION_DATA, signIn } from '../support/people';
import { createPost } from '../support/posts';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

// Every fault looks the same in the browser. `tests/http/form-outages.test.ts` and `tests/http/faults.test.ts` test each of them.

const UNAVAILABLE = 'Sign-in is temporarily unavailable';
const main = (page: Page) => page.getByRole('main');

async function submitAndExpectKept(form: Page | Locator, fields: Record<string, string>, button: string) {
  const content = 'goto' in form ? main(form) : form;
  for (const [label, value] of Object.entries(fields)) await content.getByLabel(label, { exact: true }).fill(value);
  await content.getByRole('button', { name: button, exact: true }).click();
  await expect(content.getByRole('alert')).toContainText(UNAVAILABLE);
  for (const [label, value] of Object.entries(fields)) {
    await expect(content.getByLabel(label, { exact: true })).toHaveValue(label.includes('assword') ? '' : value);
  }
}

test('while the auth server is unreachable, every form to sign in or sign up shows an error and keeps its input', async ({
  page,
  faults,
}) => {
  await faults.inject({ auth: 'drop' });
  // Rate limits are per email address, so each form gets a new one.
  const email = () => ({ Email: newPerson().email });
  const password = { Password: 'secret enough' };
  const forms: { path: string; fields: Record<string, string>; button: string }[] = [
    { path: '/auth/sign-in', fields: { ...email(), ...password }, button: 'Sign in' },
    { path: '/auth/sign-up', fields: { Name: 'Ada', ...email(), ...password }, button: 'Create account' },
    { path: '/auth/forgot-password', fields: email(), button: 'Send link' },
    { path: '/auth/reset-password?token=x', fields: password, button: 'Save password' },
    { path: '/auth/email-otp', fields: email(), button: 'Send code' },
    { path: '/auth/magic-link', fields: email(), button: 'Send link' },
    { path: '/auth/verify-email', fields: email(), button: 'Send code' },
    { path: '/auth/verify-email', fields: email(), button: 'Send a link instead' },
    { path: '/auth/sign-in', fields: {}, button: 'Continue with Google' },
  ];
  for (const { path, fields, button } of forms) {
    await test.step(`"${button}" on ${path}`, async () => {
      await page.goto(path);
      await submitAndExpectKept(page, fields, button);
    });
  }
});

test('while the auth server is unreachable, the account page shows what failed to load and its forms keep their input', async ({
  page,
  faults,
}) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/account');
  await faults.inject({ auth: 'drop' });
  const section = (name: string) => page.getByRole('region', { name });
  const passwords = { 'Current password': 'secret enough', 'New password': 'secret enough' };
  await submitAndExpectKept(section('Password'), passwords, 'Change password');
  await submitAndExpectKept(section('API'), {}, 'Create token');

  await page.goto('/account');
  await expect(page.getByText("Couldn't load your sessions.")).toBeVisible();
  await expect(page.getByText("Couldn't load your sign-in methods.")).toBeVisible();
  await submitAndExpectKept(page, { Name: 'Ada King' }, 'Save profile');
});

test('while the auth server is unreachable, organization pages and forms show an error, keep their input and work on retry', async ({
  page,
  faults,
}) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/organizations');
  await faults.inject({ auth: 'drop' });
  await submitAndExpectKept(page, { Name: 'Analytical Engines' }, 'Create organization');
  await faults.clear();
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
  const { pathname } = new URL(page.url());

  await faults.inject({ auth: 'drop' });
  const invitee = newPerson().email;
  await page.getByLabel('Role', { exact: true }).selectOption('Admin');
  await submitAndExpectKept(page, { Email: invitee }, 'Invite');
  await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
  await faults.clear();
  await page.getByRole('button', { name: 'Invite' }).click();
  const invitations = page.getByRole('region', { name: 'Pending invitations' }).getByRole('listitem');
  await expect(invitations).toHaveText([new RegExp(`${invitee}Admin`)]);

  await page.goto('/organizations');
  const organizations = page.getByRole('region', { name: 'Your organizations' }).getByRole('listitem');
  await expect(organizations).toHaveText([/Analytical Engines/]);
  await faults.inject({ auth: 'drop' });
  await page.goto('/organizations');
  await expect(page.getByText("Couldn't load your invitations.")).toBeVisible();
  await expect(page.getByText("Couldn't load your organizations.")).toBeVisible();
  await page.goto(pathname);
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
  await faults.clear();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
});

test('while the auth server is unreachable, the admin pages show an error and a ban changes nothing', async ({
  page,
  faults,
}) => {
  const user = await createUser(app);
  await signInBrowser(page.context(), app, await createUser(app, { isAdmin: true }));
  await page.goto(`/admin/users/${user.id}`);
  await page.getByLabel('Duration').selectOption('1 week');
  await faults.inject({ auth: 'drop' });
  await page.getByLabel('Reason').fill('Thought about for an hour');
  await page.getByRole('button', { name: 'Ban user' }).click();
  await submitAndExpectKept(page, { Reason: 'Thought about for an hour' }, 'Ban and sign out');
  await expect(page.getByLabel('Duration')).toHaveValue('week');
  const [row] = await connect(app.databaseUrl)`
    select banned, (select count(*)::int from neon_auth.session where "userId" = ${user.id}) as sessions
    from neon_auth.user where id = ${user.id}`;
  expect([Boolean(row?.banned), row?.sessions]).toEqual([false, 1]);

  for (const path of ['/admin/users?q=ada&by=name', `/admin/users/${user.id}`]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', path);
  }
  await faults.clear();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Ban user' })).toBeVisible();
});

test('a user without a session cache is not redirected to sign in while the auth server is unreachable', async ({
  page,
  faults,
}) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await faults.inject({ auth: 'drop' });
  await page.goto('/auth/sign-in');
  await expect(page).toHaveURL(/^(?!.*sign-in)/);
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
  await faults.clear();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
});

test('a failed account deletion shows an error and can be retried', async ({ page, faults }) => {
  const user = await createUser(app);
  await createPost(app, user, 'Mine');
  await signInBrowser(page.context(), app, user);
  await page.goto('/account');
  const deleteAccount = async () => {
    await page.getByLabel('Your email address').fill(user.email);
    await page.getByRole('button', { name: 'Delete account' }).click();
  };
  const posts = () => connect(app.databaseUrl)`select content from posts where user_id = ${user.id}`;
  await faults.inject({ auth: 'drop' });
  await deleteAccount();
  await expect(main(page).getByRole('alert')).toContainText(UNAVAILABLE);
  expect(await posts()).toHaveLength(1);

  await faults.inject({ auth: 'drop', authPath: '/delete-user' });
  await deleteAccount();
  await expect(main(page).getByRole('alert')).toContainText("but your account wasn't");
  expect(await posts()).toHaveLength(0);
  await faults.clear();
  await deleteAccount();
  await expect(page.getByRole('status').first()).toContainText('Your account and posts have been deleted');
});

test('a failed sign-out shows that the user is still signed in and can be retried', async ({ page, faults }) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/');
  // Without a session cache, the page has to query the auth server.
  await page.context().clearCookies({ name: SESSION_DATA });
  await faults.inject({ auth: 'drop' });
  await signOut(page);
  await expect(page.getByRole('heading', { name: "You're still signed in" })).toBeVisible();
  await faults.clear();
  await main(page)
    .getByRole('button', { name: /Sign out/ })
    .click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('a failed sign-out of another session shows an error and can be retried', async ({ page, faults }) => {
  const user = await createUser(app);
  await signInBrowser(page.context(), app, user);
  await connect(app.databaseUrl)`
    insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
    values (${user.id}, ${crypto.randomUUID()}, now() + interval '7 days', now())`;
  await page.goto('/account');
  const rows = page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await faults.inject({ auth: 'drop' });
  await rows.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status').first()).toHaveText("We couldn't sign that device out. Try again in a moment.");
  await faults.clear();
  await page.reload();
  await rows.getByRole('button', { name: 'Sign out' }).click();
  await expect(rows).toHaveCount(1);
});

test('a code still works after the auth server was unreachable when it was entered and when another was requested', async ({
  page,
  faults,
}) => {
  const { email } = newPerson();
  const signInButton = main(page).getByRole('button', { name: 'Sign in' });
  await page.clock.install();
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  const { otp = '' } = await lastMessageTo(email, app.neonOrigin);
  await page.clock.runFor(30_000);
  await faults.inject({ auth: 'drop' });
  for (const button of [signInButton, page.getByRole('button', { name: 'Resend code' })]) {
    await page.getByLabel('Code').fill(otp);
    await button.click();
    await expect(main(page).getByRole('alert')).toContainText(UNAVAILABLE);
    await expect(page.getByLabel('Code')).toHaveValue(otp);
    // Two identical errors in a row look the same, so this one separates them.
    await page.getByLabel('Code').fill('');
    await signInButton.click();
    await expect(page.getByLabel('Code')).toHaveAccessibleDescription('Enter the 6-digit code.');
  }
  await faults.clear();
  await page.getByLabel('Code').fill(otp);
  await signInButton.click();
  await expect(page).toHaveURL(HOME);
});

test('retrying a sign-up after a lost response does not create a second account', async ({ page, faults }) => {
  const { name, email, password } = newPerson();
  await page.goto('/auth/sign-up');
  await faults.inject({ auth: 'lose' });
  await submitAndExpectKept(page, { Name: name, Email: email, Password: password }, 'Create account');
  await faults.clear();
  await page.getByLabel('Password').fill(password);
  await main(page).getByRole('button', { name: 'Create account' }).click();
  await expect(main(page)).toContainText('This email is already registered. Sign in instead.');
  expect(await connect(app.databaseUrl)`select id from neon_auth.user where email = ${email}`).toHaveLength(1);
  expect((await signIn(app.url, { email, password })).status).toBe(200);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('forms that failed during an outage are rendered again with their input and work on retry', async ({
    page,
    faults,
  }) => {
    const { name, email, password } = newPerson();
    await page.goto('/auth/sign-up');
    await faults.inject({ auth: 'drop' });
    await submitAndExpectKept(page, { Name: name, Email: email, Password: password }, 'Create account');
    await faults.clear();
    await page.getByLabel('Password').fill(password);
    await main(page).getByRole('button', { name: 'Create account' }).click();
    await expect(page).toHaveURL(HOME);

    await page.goto('/organizations');
    await page.getByLabel('Name').fill('Analytical Engines');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
    await faults.inject({ auth: 'drop' });
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await submitAndExpectKept(page, { Email: newPerson().email }, 'Invite');
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
    await signOut(page);
    await expect(page.getByRole('heading', { name: "You're still signed in" })).toBeVisible();
    await faults.clear();
  });
});
