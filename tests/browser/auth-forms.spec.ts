import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test';
import { newPerson } from '../support/people';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

const clickButton = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

const expectField = (page: Page, label: string) => expect(page.getByLabel(label));

test('a wrong password and an unknown email address show the same error', async ({ page }) => {
  const user = await createUser(app);
  for (const email of [user.email, newPerson().email]) {
    await page.goto('/auth/sign-in');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Password').toHaveAccessibleDescription('Incorrect email or password.');
    await expect(page.getByLabel('Email')).toHaveValue(email);
    await expect(page.getByLabel('Password')).toHaveValue('');
  }
});

test('a registered email address cannot sign up again', async ({ page }) => {
  const user = await createUser(app);
  await page.goto('/auth/sign-up');
  await page.getByLabel('Name').fill('Someone Else');
  await page.getByLabel('Email').fill(user.email);
  await page.getByLabel('Password').fill('correct horse battery');
  await clickButton(page, 'Create account');
  await expectField(page, 'Email').toHaveAccessibleDescription(/This email is already registered/);
  await expect(page.getByLabel('Name')).toHaveValue('Someone Else');
});

test('a short password shows a field error and keeps the other fields', async ({ page }) => {
  const person = newPerson();
  await page.goto('/auth/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill('short');
  await clickButton(page, 'Create account');
  await expectField(page, 'Password').toHaveAccessibleDescription('Use at least 8 characters.');
  await expect(page.getByLabel('Name')).toHaveValue(person.name);
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('every empty field shows its own error', async ({ page }) => {
  await page.goto('/auth/sign-up');
  await clickButton(page, 'Create account');
  await expectField(page, 'Name').toHaveAccessibleDescription('Enter your name.');
  await expectField(page, 'Email').toHaveAccessibleDescription('Enter your email address.');
  await expectField(page, 'Password').toHaveAccessibleDescription('Use at least 8 characters.');

  await page.goto('/auth/sign-in');
  await clickButton(page, 'Sign in');
  await expectField(page, 'Email').toHaveAccessibleDescription('Enter your email address.');
  await expectField(page, 'Password').toHaveAccessibleDescription('Enter your password.');
});

test('an invalid email address shows a field error and is kept', async ({ page }) => {
  await page.goto('/auth/sign-in');
  await page.getByLabel('Email').fill('name at example');
  await page.getByLabel('Password').fill('a password');
  await clickButton(page, 'Sign in');
  await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
  await expect(page.getByLabel('Email')).toHaveValue('name at example');
});

test('the sign-in form still shows its errors after the user signs in from another tab', async ({ page }) => {
  await page.goto('/auth/sign-in');
  await signInBrowser(page.context(), app, await createUser(app));
  await page.getByLabel('Email').fill('name at example');
  await page.getByLabel('Password').fill('a password');
  await clickButton(page, 'Sign in');
  await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every rejected sign-up or sign-in is rendered again with its errors and without the password', async ({
    page,
  }) => {
    const person = newPerson();
    await page.goto('/auth/sign-up');
    await clickButton(page, 'Create account');
    await expectField(page, 'Name').toHaveAccessibleDescription('Enter your name.');
    await expectField(page, 'Email').toHaveAccessibleDescription('Enter your email address.');
    await page.getByLabel('Name').fill(person.name);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill('short');
    await clickButton(page, 'Create account');
    await expectField(page, 'Password').toHaveAccessibleDescription('Use at least 8 characters.');
    await expect(page.getByLabel('Name')).toHaveValue(person.name);
    await expect(page.getByLabel('Email')).toHaveValue(person.email);
    await expect(page.getByLabel('Password')).toHaveValue('');

    await page.goto('/auth/sign-in');
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill('not the password');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Password').toHaveAccessibleDescription('Incorrect email or password.');
    await expect(page.getByLabel('Email')).toHaveValue(person.email);
    await expect(page.getByLabel('Password')).toHaveValue('');

    // A reply to a form must not redirect, even if the user is signed in by now.
    await signInBrowser(page.context(), app, await createUser(app));
    await page.getByLabel('Email').fill('name at example');
    await page.getByLabel('Password').fill('a password');
    await clickButton(page, 'Sign in');
    await expectField(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
    await expect(page.getByLabel('Email')).toHaveValue('name at example');
  });
});
