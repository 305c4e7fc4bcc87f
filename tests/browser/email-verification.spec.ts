import type { Page } from '@playwright/test';
import { SITE_NAME } from '../../lib/site';
import type { RunningApp } from '../support/app';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import { newPerson, type Person } from '../support/people';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

async function submitSignUp(page: Page, { name, email, password }: Person) {
  await page.goto('/auth/sign-up?next=/account?from=a-link');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
}

async function submitSignIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** Enters a wrong code, then the one from the email, and expects to be signed in at the original URL. */
async function enterWrongAndRightCode(page: Page, app: RunningApp, { name, email }: Person) {
  await expect(page.getByText(`We sent an email to ${email}.`)).toBeVisible();
  const { otp = '' } = await lastMessageTo(email, app.neonOrigin);
  await page.getByLabel('Code').fill(otp === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/^That code is incorrect or has expired\./);
  await page.getByLabel('Code').fill(otp);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page).toHaveURL(/\/account\?from=a-link/);
  await expect(page.getByRole('status').first()).toHaveText('Email verified.');
  await expect(page.getByRole('banner')).toContainText(name);
}

test.beforeEach(({ faults }) => faults.inject({ requireVerification: 'code' }));

test('a visitor signs up, enters the code and returns to the original URL', async ({ page }) => {
  const person = newPerson();
  await submitSignUp(page, person);
  await expect(page).toHaveURL('/auth/verify-email?next=%2Faccount%3Ffrom%3Da-link');
  await enterWrongAndRightCode(page, app, person);
});

test('a visitor signs up, follows the link, signs in and returns to the original URL', async ({ page, faults }) => {
  await faults.inject({ requireVerification: 'link' });
  const person = newPerson();
  await submitSignUp(page, person);
  await expect(page.getByText(`We sent an email to ${person.email}.`)).toBeVisible();
  await page.goto((await lastMessageTo(person.email, app.neonOrigin)).url ?? '');
  await expect(page.getByRole('status').first()).toHaveText('Email verified.');
  await submitSignIn(page, person);
  await expect(page).toHaveURL('/account?from=a-link');
});

test('an unverified user who signs in verifies with a code and returns to the original URL', async ({ page }) => {
  const person = await createUser(app);
  await page.goto('/auth/sign-in?next=/account?from=a-link');
  await submitSignIn(page, { ...person, password: 'not the password' });
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Incorrect email or password.');
  await submitSignIn(page, person);
  await expect(page).toHaveTitle(`Verify your email address · ${SITE_NAME}`);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('We sent a code to');
  await page.getByLabel('Code').fill((await lastMessageTo(person.email, app.neonOrigin)).otp ?? '');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page).toHaveURL(/\/account\?from=a-link/);
});

test('signing up with a registered email address shows the same page as with a new one', async ({ page }) => {
  const known = await createUser(app);
  const pageTexts = [];
  for (const person of [known, newPerson()]) {
    await submitSignUp(page, person);
    await expect(page).toHaveURL(/\/auth\/verify-email/);
    pageTexts.push(
      ((await page.getByRole('main').textContent()) ?? '').replaceAll(person.email, '…').replace(/ in \d+ s/, ''),
    );
  }
  expect(pageTexts[0]).toBe(pageTexts[1]);
});

test('a new code can be requested after 30 seconds', async ({ page }) => {
  await page.clock.install();
  const person = newPerson();
  await submitSignUp(page, person);
  const resendButton = page.getByRole('button', { name: /Resend code/ });
  await expect(resendButton).toHaveText(/in \d+ s$/);
  await expect(resendButton).toBeDisabled();
  const firstSentAt = (await lastMessageTo(person.email, app.neonOrigin)).at;
  await page.clock.runFor(30_000);
  await expect(resendButton).toHaveText('Resend code');
  await resendButton.click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('We sent a code to');
  await expect(resendButton).toBeDisabled();
  expect((await lastMessageTo(person.email, app.neonOrigin)).at).not.toBe(firstSentAt);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a visitor signs up, enters the code after a wrong one and sees that the email is verified', async ({
    page,
  }) => {
    const person = newPerson();
    await submitSignUp(page, person);
    await enterWrongAndRightCode(page, app, person);
  });

  test('an unverified user who signs in requests a code and returns to the original URL with it', async ({ page }) => {
    const user = await createUser(app);
    await page.goto('/auth/sign-in?next=/account?from=a-link');
    await submitSignIn(page, user);
    await page.getByRole('button', { name: 'Send code' }).click();
    await expect(page.getByRole('main').getByRole('status')).toContainText('We sent a code to');
    await page.getByLabel('Code').fill((await lastMessageTo(user.email, app.neonOrigin)).otp ?? '');
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page).toHaveURL(/\/account\?from=a-link/);
  });
});
