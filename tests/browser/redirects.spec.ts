import type { Page } from '@playwright/test';
import { HOME, SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { signOut } from '../support/header';
import { newPerson, type Person } from '../support/people';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

const clickButton = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

async function submitSignUp(page: Page, { name, email, password }: Person) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await clickButton(page, 'Create account');
}

async function submitSignIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await clickButton(page, 'Sign in');
}

test('a visitor signs up and signs out', async ({ page }) => {
  const person = newPerson();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Create account' }).click();
  await expect(page).toHaveTitle(`Create account · ${SITE_NAME}`);
  await submitSignUp(page, person);
  await expect(page).toHaveURL(HOME);
  await expect(page.getByRole('banner')).toContainText(person.name);

  await signOut(page);
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText(person.name);
});

test('an anonymous visitor is redirected to sign in and returned to the original URL', async ({ page }) => {
  const user = await createUser(app);
  await page.goto('/account?from=a-link');
  await expect(page).toHaveURL('/auth/sign-in?next=%2Faccount%3Ffrom%3Da-link');
  await submitSignIn(page, user);
  await expect(page).toHaveURL('/account?from=a-link');
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
});

test('the return URL is kept when switching from sign-in to sign-up', async ({ page }) => {
  await page.goto('/account?from=a-link');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await submitSignUp(page, newPerson());
  await expect(page).toHaveURL('/account?from=a-link');
});

test('a return URL on another site redirects to the page after sign-in instead', async ({ page }) => {
  const user = await createUser(app);
  await page.goto('/auth/sign-in?next=https://evil.example/');
  await submitSignIn(page, user);
  await expect(page).toHaveURL(HOME);
});

test('a signed-in user who opens sign-in is redirected to the return URL', async ({ page }) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/auth/sign-in?next=/account?from=a-link');
  await expect(page).toHaveURL('/account?from=a-link');
});

test('an unknown URL responds with 404 and links to the home page', async ({ page }) => {
  const response = await page.goto('/nowhere');
  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Go home' }).click();
  await expect(page).toHaveURL('/');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a visitor signs up, signs out and signs in, each time returning to the original URL', async ({ page }) => {
    const person = newPerson();
    await page.goto('/account?from=a-link');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await submitSignUp(page, person);
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('banner')).toContainText(person.name);

    await signOut(page);
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();

    await page.goto('/account?from=a-link');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Faccount%3Ffrom%3Da-link');
    await submitSignIn(page, person);
    await expect(page).toHaveURL('/account?from=a-link');
    await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();

    await page.goto('/auth/sign-in?next=/account?from=a-link');
    await expect(page).toHaveURL('/account?from=a-link');
  });
});
