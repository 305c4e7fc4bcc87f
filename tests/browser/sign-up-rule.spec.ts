import { randomUUID } from 'node:crypto';
import { HOME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import { newPerson } from '../support/people';
import { app } from '../support/worker-app';

test.beforeEach(({ faults }) => faults.inject({ webhookUrl: `${app.url}/api/webhooks/neon-auth` }));

test('the sign-up form shows an error for an email address that the sign-up rule denies', async ({ page }) => {
  await page.goto('/auth/sign-up');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill('ada@mail.INVALID');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription("You can't sign up with this email address.");
  await expect(page.getByLabel('Name')).toHaveValue('Ada Lovelace');
  await page.getByLabel('Email').fill(newPerson().email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(HOME);
});

test('signing in with a code creates no account for an email address that the sign-up rule denies', async ({
  page,
}) => {
  const email = `${randomUUID()}@nowhere.invalid`;
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  await page.getByLabel('Code').fill((await lastMessageTo(email, app.neonOrigin)).otp ?? '');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText("You can't sign up with this email address.");
});
