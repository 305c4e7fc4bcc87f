import { SITE_NAME } from '../../lib/site';
import { startTestApp, type TestApp } from '../support/app';
import { test as base, expect } from '../support/browser-test';
import { newPerson, signUp, signUpIn } from '../support/people';

/** Provides an app with only the sample posts. */
const test = base.extend<{ freshApp: TestApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the requested fixtures from this pattern
  freshApp: async ({}, use) => {
    const freshApp = await startTestApp();
    await use(freshApp);
    await freshApp.stop();
  },
});

const app = process.env.TEST_APP_URL ?? '';

test('a visitor signs up, sees the sample posts but not the draft, and signs out', async ({ browser, freshApp }) => {
  const person = newPerson();
  const page = await browser.newPage({ baseURL: freshApp.url });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Create account' }).click();
  await expect(page).toHaveTitle(`Create account · ${SITE_NAME}`);

  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();

  await expect(page).toHaveURL(`${freshApp.url}/posts`);
  await expect(page).toHaveTitle(`Posts · ${SITE_NAME}`);
  await expect(page.getByRole('banner')).toContainText(person.name);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([
    /Welcome to your new backend/,
    /Hello from Neon/,
  ]);
  await expect(page.getByText('This draft is hidden')).toHaveCount(0);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${freshApp.url}/`);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText(person.name);
});

test('an anonymous visitor is redirected to sign in and returned to the original URL', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);

  await page.goto('/posts?from=a-link');
  await expect(page).toHaveURL('/auth/sign-in?next=%2Fposts%3Ffrom%3Da-link');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();

  await expect(page).toHaveURL('/posts?from=a-link');
  await expect(page.getByRole('heading', { name: 'Posts' })).toBeVisible();
});

test('the return URL is kept when switching from sign-in to sign-up', async ({ page }) => {
  await page.goto('/posts?from=a-link');
  await page.getByRole('link', { name: 'Create an account' }).click();
  const person = newPerson();
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL('/posts?from=a-link');
});

test('a return URL on another site redirects to the posts instead', async ({ page }) => {
  const person = newPerson();
  await signUp(app, person);

  await page.goto('/auth/sign-in?next=https://evil.example/');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/posts');
});

test('a signed-in user who opens sign-in is redirected to the return URL', async ({ page }) => {
  await signUpIn(page.context(), app, newPerson());
  await page.goto('/auth/sign-in?next=/posts?from=a-link');
  await expect(page).toHaveURL('/posts?from=a-link');
});

test('an unknown URL responds with 404 and links to the home page', async ({ page }) => {
  const response = await page.goto('/nowhere');
  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Go home' }).click();
  await expect(page).toHaveURL('/');
});
