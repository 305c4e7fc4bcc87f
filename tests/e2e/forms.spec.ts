import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test';
import { newPerson, signUp, signUpIn } from '../support/people';

const app = process.env.TEST_APP_URL ?? '';

const submit = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

/** What is said beside a field, as a screen reader would read it. */
const saidOf = (page: Page, label: string) => expect(page.getByLabel(label));

test('a wrong password is said in words that do not tell whether the account exists', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);

  for (const email of [person.email, newPerson().email]) {
    await page.goto('/auth/sign-in');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await submit(page, 'Sign in');
    await saidOf(page, 'Password').toHaveAccessibleDescription('Incorrect email or password.');
    await expect(page.getByLabel('Email')).toHaveValue(email);
    await expect(page.getByLabel('Password')).toHaveValue('');
  }
});

test('an address that has an account cannot sign up again', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);

  await page.goto('/auth/sign-up');
  await page.getByLabel('Name').fill('Somebody Else');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill('correct horse battery');
  await submit(page, 'Create account');
  await saidOf(page, 'Email').toHaveAccessibleDescription(/This email is already registered/);
  await expect(page.getByLabel('Name')).toHaveValue('Somebody Else');
});

test('a short password is said beside the password, and the rest stays', async ({ page }) => {
  const person = newPerson();
  await page.goto('/auth/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill('short');
  await submit(page, 'Create account');
  await saidOf(page, 'Password').toHaveAccessibleDescription('Choose a password of at least 8 characters.');
  await expect(page.getByLabel('Name')).toHaveValue(person.name);
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('empty fields are each named', async ({ page }) => {
  await page.goto('/auth/sign-up');
  await submit(page, 'Create account');
  await saidOf(page, 'Name').toHaveAccessibleDescription('Enter your name.');
  await saidOf(page, 'Email').toHaveAccessibleDescription('Enter your email address.');
  await saidOf(page, 'Password').toHaveAccessibleDescription('Choose a password of at least 8 characters.');

  await page.goto('/auth/sign-in');
  await submit(page, 'Sign in');
  await saidOf(page, 'Email').toHaveAccessibleDescription('Enter your email address.');
  await saidOf(page, 'Password').toHaveAccessibleDescription('Enter your password.');
});

test('an address that is none is said beside the address', async ({ page }) => {
  await page.goto('/auth/sign-in');
  await page.getByLabel('Email').fill('somebody at example');
  await page.getByLabel('Password').fill('a password');
  await submit(page, 'Sign in');
  await saidOf(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
  await expect(page.getByLabel('Email')).toHaveValue('somebody at example');
});

test('somebody who signed in elsewhere meanwhile can still read what was wrong', async ({ page }) => {
  await page.goto('/auth/sign-in');
  await signUpIn(page.context(), app, newPerson());
  await page.getByLabel('Email').fill('somebody at example');
  await page.getByLabel('Password').fill('a password');
  await submit(page, 'Sign in');
  await saidOf(page, 'Email').toHaveAccessibleDescription('Enter an email address like name@example.com.');
});
