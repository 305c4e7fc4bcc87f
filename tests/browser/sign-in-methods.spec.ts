import type { Page } from '@playwright/test';
import { HOME, SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import { newPerson } from '../support/people';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const { neonOrigin } = app;
const main = (page: Page) => page.getByRole('main');
const clickButton = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
const expectField = (page: Page, label: string) => expect(page.getByLabel(label));

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/auth/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await clickButton(page, 'Sign in');
}

test('a user resets a forgotten password with an emailed link, which works once', async ({ page }) => {
  const person = await createUser(app);
  await page.goto('/auth/sign-in');
  await page.getByRole('link', { name: 'Forgot?' }).click();
  await expect(page).toHaveTitle(`Forgot password · ${SITE_NAME}`);
  await page.getByLabel('Email').fill(person.email);
  await clickButton(page, 'Send link');
  await expect(main(page).getByRole('status')).toContainText('we sent it a reset link');

  const { url = '' } = await lastMessageTo(person.email, neonOrigin);
  await page.goto(url);
  await expect(page).toHaveTitle(`Choose a new password · ${SITE_NAME}`);
  await page.getByLabel('Password').fill('short');
  await clickButton(page, 'Save password');
  await expectField(page, 'Password').toHaveAccessibleDescription('Use at least 8 characters.');
  await page.getByLabel('Password').fill('a new password');
  await clickButton(page, 'Save password');
  await expect(page).toHaveURL(/\/auth\/sign-in/);
  await expect(page.getByRole('status')).toContainText('Password changed.');

  await signIn(page, person.email, person.password);
  await expectField(page, 'Password').toHaveAccessibleDescription('Incorrect email or password.');
  await signIn(page, person.email, 'a new password');
  await expect(page).toHaveURL(HOME);

  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
  await page.getByRole('link', { name: 'Request a new link' }).click();
  await expect(page).toHaveTitle(`Forgot password · ${SITE_NAME}`);
});

test('requesting a reset link or a code shows the same message whether or not the account exists', async ({ page }) => {
  const known = await createUser(app);
  for (const [path, button] of [
    ['/auth/forgot-password', 'Send link'],
    ['/auth/email-otp', 'Send code'],
  ] as const) {
    const messages = [];
    for (const { email } of [known, newPerson()]) {
      await page.goto(path);
      await page.getByLabel('Email').fill(email);
      await clickButton(page, button);
      messages.push(((await main(page).getByRole('status').textContent()) ?? '').replace(email, '…'));
    }
    expect(messages[0]).toBe(messages[1]);
  }
});

test('a reset link with an invalid token is rejected with an error', async ({ page }) => {
  await page.goto('/auth/reset-password?token=invented');
  await page.getByLabel('Password').fill('a new password');
  await clickButton(page, 'Save password');
  await expect(main(page).getByRole('alert')).toHaveText(
    'This link has expired or was already used. Request a new one.',
  );
  for (const path of ['/auth/reset-password', '/auth/reset-password?token=a&token=b', '/auth/reset-password?error=x']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
  }
});

for (const visitor of ['an existing user', 'a new user']) {
  test(`${visitor} signs in with an emailed code and returns to the original URL`, async ({ page }) => {
    const person = visitor === 'an existing user' ? await createUser(app) : newPerson();
    await page.goto('/account?from=a-link');
    await page.getByRole('link', { name: 'Email me a code' }).click();
    await expect(page).toHaveTitle(`Sign in with a code · ${SITE_NAME}`);
    await page.getByLabel('Email').fill('name at example');
    await clickButton(page, 'Send code');
    await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
    await page.getByLabel('Email').fill(person.email);
    await clickButton(page, 'Send code');

    await page.getByLabel('Code').fill('12 34');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Code').toHaveAccessibleDescription('Enter the 6-digit code.');
    const { otp = '' } = await lastMessageTo(person.email, neonOrigin);
    await page.getByLabel('Code').fill(otp === '000000' ? '000001' : '000000');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Code').toHaveAccessibleDescription('That code is incorrect or has expired.');
    await page.getByLabel('Code').fill(`${otp.slice(0, 3)} ${otp.slice(3)}`);
    await clickButton(page, 'Sign in');
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('banner')).toContainText(visitor === 'a new user' ? person.email : person.name);
    // An email address never becomes the name, because other users see the name.
    await page.goto('/account');
    await expectField(page, 'Name').toHaveValue(visitor === 'a new user' ? '' : person.name);
  });
}

test('too many wrong guesses invalidate a code, and a new code works', async ({ page }) => {
  const person = await createUser(app);
  await page.clock.install();
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill(person.email);
  await clickButton(page, 'Send code');
  await expect(page.getByLabel('Code')).toBeVisible();
  const firstCode = (await lastMessageTo(person.email, neonOrigin)).otp ?? '';
  const wrongCode = firstCode === '000000' ? '000001' : '000000';
  const guess = async (code: string, error: string) => {
    await page.getByLabel('Code').fill(code);
    await clickButton(page, 'Sign in');
    await expectField(page, 'Code').toHaveAccessibleDescription(error);
  };
  const incorrect = 'That code is incorrect or has expired.';
  for (const error of [incorrect, incorrect, incorrect, 'Too many attempts. Request a new code.', incorrect]) {
    await guess(wrongCode, error);
    // Two identical errors in a row look the same, so this one separates them.
    await guess('', 'Enter the 6-digit code.');
  }
  await guess(firstCode, incorrect);

  await page.clock.runFor(30_000);
  await clickButton(page, 'Resend code');
  await expect(main(page).getByRole('status')).toContainText('We sent a code to');
  await page.getByLabel('Code').fill((await lastMessageTo(person.email, neonOrigin)).otp ?? '');
  await clickButton(page, 'Sign in');
  await expect(page).toHaveURL(HOME);
});

test('a user who mistyped their email address can enter a different one', async ({ page }) => {
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill('mistyped@example.com');
  await clickButton(page, 'Send code');
  await expect(page.getByLabel('Code')).toBeVisible();
  await clickButton(page, 'Use a different email');
  await expect(page.getByLabel('Email')).toBeVisible();
  await expect(page.getByLabel('Code')).toHaveCount(0);
});

test('signing in with Google twice returns to the original URL as the same user', async ({ page }) => {
  const person = newPerson('Grace Hopper');
  for (const start of ['/auth/sign-in?next=/account?from=a-link', '/auth/sign-up?next=/']) {
    await page.context().clearCookies();
    await page.goto(start);
    await clickButton(page, 'Continue with Google');
    await expect(page.getByRole('heading', { name: 'Sign in with google' })).toBeVisible();
    await page.getByLabel('Name').fill(person.name);
    await page.getByLabel('Email').fill(person.email);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page).toHaveURL(start.split('next=')[1] ?? '');
    await expect(page.getByRole('banner')).toContainText('Grace Hopper');
  }
  await page.goto('/account');
  await expect(page.getByRole('region', { name: 'Sign-in methods' })).toHaveText(/Google, email code/);
  await expect(page.getByRole('button', { name: 'Set a password' })).toBeVisible();
  await expect(page.getByLabel('Current password')).toHaveCount(0);
});

test('cancelling at Google returns to sign-in with a notice and the other methods', async ({ page }) => {
  await page.goto('/auth/sign-in?next=/account?from=a-link');
  await clickButton(page, 'Continue with Google');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/auth\/sign-in/);
  await expect(page.getByRole('status').first()).toContainText('Sign-in was cancelled.');
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('signing in with an emailed link returns to the original URL, and the link works once', async ({ page }) => {
  const person = newPerson();
  await page.goto('/account?from=a-link');
  await page.getByRole('link', { name: 'Email me a link' }).click();
  await expect(page).toHaveTitle(`Sign in with a link · ${SITE_NAME}`);
  await page.getByLabel('Email').fill('name at example');
  await clickButton(page, 'Send link');
  await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
  await page.getByLabel('Email').fill(person.email);
  await clickButton(page, 'Send link');
  await expect(main(page).getByRole('status')).toContainText('We sent a link to');
  const { url = '' } = await lastMessageTo(person.email, neonOrigin);
  await page.goto(url);
  await expect(page).toHaveURL('/account?from=a-link');
  await expect(page.getByRole('banner')).toContainText(person.email);

  await page.context().clearCookies();
  await page.goto(url);
  await expect(page.getByRole('status').first()).toHaveText(
    'This link has expired or was already used. Request a new one.',
  );
});

test('a sign-in link opened in another browser does not sign in and explains why', async ({ page, browser }) => {
  const person = newPerson();
  await page.goto('/auth/magic-link');
  await page.getByLabel('Email').fill(person.email);
  await clickButton(page, 'Send link');
  await expect(main(page).getByRole('status')).toContainText('We sent a link to');
  const otherPage = await browser.newPage();
  await otherPage.goto((await lastMessageTo(person.email, neonOrigin)).url ?? '');
  await expect(otherPage.getByRole('status').first()).toContainText('in the browser where you requested it');
  await expect(otherPage.getByLabel('Email')).toBeVisible();
  await otherPage.close();
});

test('a verification link with an invalid token is rejected with a notice', async ({ page }) => {
  await page.goto(
    `${neonOrigin}/neondb/auth/verify-email?token=invented&callbackURL=${app.url}/auth/verify-email/done`,
  );
  await expect(page).toHaveURL(/\/auth\/verify-email/);
  await expect(page.getByRole('status').first()).toHaveText(
    'This link has expired or was already used. Request a new one.',
  );
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a user signs in with an emailed code, resets the password with an emailed link and signs in with it', async ({
    page,
  }) => {
    const user = await createUser(app);
    await page.goto('/account?from=a-link');
    await page.getByRole('link', { name: 'Email me a code' }).click();
    await page.getByLabel('Email').fill('name at example');
    await clickButton(page, 'Send code');
    await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
    await expect(page.getByLabel('Email')).toHaveValue('name at example');
    await page.getByLabel('Email').fill(user.email);
    await clickButton(page, 'Send code');
    const { otp = '' } = await lastMessageTo(user.email, neonOrigin);
    await page.getByLabel('Code').fill(otp === '000000' ? '000001' : '000000');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Code').toHaveAccessibleDescription('That code is incorrect or has expired.');
    await page.getByLabel('Code').fill(otp);
    await clickButton(page, 'Sign in');
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('banner')).toContainText(user.name);

    await page.context().clearCookies();
    await page.goto('/auth/forgot-password');
    await page.getByLabel('Email').fill(user.email);
    await clickButton(page, 'Send link');
    await expect(main(page).getByRole('status')).toContainText('we sent it a reset link');
    const { url = '' } = await lastMessageTo(user.email, neonOrigin);
    await page.goto(url);
    await page.getByLabel('Password').fill('short');
    await clickButton(page, 'Save password');
    await expectField(page, 'Password').toHaveAccessibleDescription('Use at least 8 characters.');
    await page.getByLabel('Password').fill('a new password');
    await clickButton(page, 'Save password');
    await expect(page.getByRole('status')).toContainText('Password changed.');
    await signIn(page, user.email, 'a new password');
    await expect(page).toHaveURL(HOME);
  });

  test('a user signs in with Google and returns to the original URL', async ({ page }) => {
    const { name, email } = newPerson('Grace Hopper');
    await page.goto('/auth/sign-in?next=/account?from=a-link');
    await clickButton(page, 'Continue with Google');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('status').first()).toContainText('Sign-in was cancelled.');
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('banner')).toContainText(name);
  });

  test('a user signs in with an emailed link and returns to the original URL', async ({ page }) => {
    const { name, email } = await createUser(app);
    await page.goto('/account?from=a-link');
    await page.getByRole('link', { name: 'Email me a link' }).click();
    await page.getByLabel('Email').fill(email);
    await clickButton(page, 'Send link');
    await expect(main(page).getByRole('status')).toContainText('We sent a link to');
    await page.goto((await lastMessageTo(email, neonOrigin)).url ?? '');
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('banner')).toContainText(name);
  });
});
