import { SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { openAccountMenu } from '../support/header';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

test.beforeEach(async ({ page }) => signInBrowser(page.context(), app, await createUser(app)));

test('a submitting form shows a pending label and cannot be edited or submitted again', async ({ page, faults }) => {
  await page.goto('/account');
  await page.getByLabel('Name').fill('Ada King');
  await faults.inject({ auth: 'slow', slowMs: 1_000 });
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeDisabled();
  await expect(page.getByLabel('Name')).not.toBeEditable();
  await expect(page.getByRole('status').first()).toHaveText('Profile saved.');
});

test('a form keeps its input when the server responds with an error', async ({ page }) => {
  await page.goto('/account');
  await page.getByLabel('Name').fill('Ada King');
  for (const response of [
    { status: 500, body: 'Internal Server Error' },
    { status: 502, body: '<h1>Bad gateway</h1>', contentType: 'text/html' },
  ]) {
    await page.route('**/account', (route) =>
      route.request().method() === 'POST' ? route.fulfill(response) : route.continue(),
    );
    await page.getByRole('button', { name: 'Save profile' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't reach the server.");
    await expect(page.getByLabel('Name')).toHaveValue('Ada King');
    await page.unroute('**/account');
  }
});

test('a bar shows that the next page is loading', async ({ page }) => {
  await page.goto('/?notice=profile-changed');
  // Hydration removes the notice from the URL. From then on, links work on the client.
  await expect(page).toHaveURL('/');
  let respond: () => unknown = () => {};
  await page.route('**/account?*', (route) => {
    respond = () => route.continue();
  });
  const bar = page.locator('.loading');
  const request = page.waitForRequest('**/account?*');
  await openAccountMenu(page);
  await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
  await request;
  await expect(bar).toBeVisible();
  respond();
  await expect(page).toHaveTitle(`Account · ${SITE_NAME}`);
  await expect(bar).toHaveCount(0);
});

test('a notice is shown once: a reload does not repeat it, and the URL does not keep it', async ({ page }) => {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('status').first()).toHaveText('Profile saved.');
  await expect(page).toHaveURL('/account');
  await page.reload();
  await expect(page.getByRole('status').first()).toHaveText('');

  await page.goto('/account?notice=profile-changed&from=a-link');
  await expect(page.getByRole('status').first()).toHaveText('Profile saved.');
  await expect(page).toHaveURL('/account?from=a-link');
  await page.goto('/account?notice=<b>anything</b>');
  await expect(page.getByRole('status').first()).toHaveText('');
});

test('while the browser is offline, every attempt to submit a form shows an error and keeps the input', async ({
  page,
}) => {
  await page.goto('/account');
  const save = page.getByRole('button', { name: 'Save profile' });
  await page.context().setOffline(true);
  for (const name of ['Ada King', 'Augusta King']) {
    await page.getByLabel('Name').fill(name);
    await save.click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't reach the server.");
    await expect(page.getByLabel('Name')).toHaveValue(name);
  }
  await page.context().setOffline(false);
  await save.click();
  await expect(page.getByRole('status').first()).toHaveText('Profile saved.');
  await expect(page.getByRole('banner')).toContainText('Augusta King');
});
