import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test';
import { startTestNeon, type TestNeon } from '../support/neon';
import { newPerson } from '../support/people';
import { scan as scanDisplays } from '../support/scan';

// All tests of the file share one local Neon without an app.
test.describe.configure({ mode: 'default' });

let neon: TestNeon;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  neon = await startTestNeon();
});
test.afterAll(() => neon.stop());

async function callAuth(path: string, body: object): Promise<void> {
  const response = await fetch(`${neon.environment.NEON_AUTH_BASE_URL}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
  });
  if (!response.ok) throw new Error(await response.text());
}

const signUp = (person = newPerson()) => callAuth('/sign-up/email', person);
const sendCode = (email: string) => callAuth('/email-otp/send-verification-otp', { email, type: 'sign-in' });
const sendLink = (email: string) => callAuth('/sign-in/magic-link', { email, callbackURL: 'http://localhost:3000/' });

/** Scans a page of local Neon as it is now. */
async function scan(page: Page, name: string): Promise<void> {
  await expect(page).toHaveTitle(/ · Local Neon$/);
  // axe can't run in a frame without scripts.
  await page.locator('iframe').evaluateAll((frames) => frames.forEach((frame) => void frame.remove()));
  await scanDisplays(page, name);
}

test('every page of local Neon passes axe and fits, narrow and wide, in light and dark mode', async ({ page }) => {
  test.slow();
  await page.goto(`${neon.origin}/?to=empty`);
  await scan(page, 'empty mailbox');
  await signUp(newPerson(`A long name ${'x'.repeat(100)}`));
  await sendLink(`${'long.'.repeat(12)}${newPerson().email}`);
  await sendCode(newPerson().email);
  await page.goto(neon.origin);
  await page.getByText('Email as HTML and text').first().click();
  await page.getByRole('link', { name: 'Simulate' }).click();
  await page.getByRole('combobox', { name: 'Neon Auth' }).selectOption('500 error');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Email as HTML and text').first().click();
  await page.getByRole('link', { name: 'Simulate' }).click();
  await scan(page, 'mailbox with faults');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByText('Simulating')).toHaveCount(0);
  await page.goto(`${neon.origin}/users`);
  await page.getByText('1 session').first().click();
  await scan(page, 'users');
  await page.goto(`${neon.origin}/console?table=neon_auth.session`);
  await scan(page, 'result');
  await page.getByLabel('One statement').fill('select\n  nothing');
  await page.getByRole('button', { name: 'Run' }).click();
  await scan(page, 'SQL error');
  const authorize = `${neon.origin}/provider/authorize?client_id=google&redirect_uri=${neon.origin}/users`;
  await page.goto(authorize);
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.goto(authorize);
  await scan(page, 'account chooser');
});

test('a new email appears and is announced without a reload, and its code can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: neon.origin });
  const { email } = newPerson();
  await sendLink(email);
  await page.goto(`${neon.origin}/?to=${email}`);
  const details = page.getByText('Email as HTML and text');
  await details.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.frameLocator(`[title="HTML of Sign-in link to ${email}"]`).getByRole('link', { name: 'Sign-in link' }),
  ).toBeVisible();
  await sendCode(newPerson().email);
  await sendCode(email);
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.locator('#announcement')).toHaveText(`Sign-in code to ${email}`);
  // What the developer looks at stays as it is.
  await expect(page.getByRole('article').nth(1).locator('details')).toHaveAttribute('open');
  await expect(details.nth(1)).toBeFocused();
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect(page.locator('#announcement')).toHaveText('Copied');
  const code = await page.getByRole('article').first().locator('code').textContent();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test('local Neon works by keyboard', async ({ page }) => {
  await page.goto(`${neon.origin}/console`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByLabel('One statement').focus();
  await page.keyboard.type('select 40 + 2 as answer');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('cell', { name: '42' })).toBeVisible();
  await page.getByRole('link', { name: 'Simulate' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Delay of')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Neon Auth' })).toBeFocused();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('local Neon is searched, refreshed and queried', async ({ page }) => {
    const person = newPerson();
    await signUp(person);
    await page.goto(neon.origin);
    await page.getByLabel('Search by address').fill(person.email);
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('heading', { name: 'No emails match' })).toBeVisible();
    await sendCode(person.email);
    await page.getByRole('link', { name: 'Refresh' }).click();
    await expect(page.getByRole('article')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Copy code' })).toBeHidden();
    await page.goto(`${neon.origin}/users?q=${person.email}`);
    await page.getByText('1 session ·').click();
    await page.getByRole('button', { name: 'End 1 session' }).click();
    await page.goto(`${neon.origin}/users?q=${person.email}`);
    await expect(page.getByText('No active sessions')).toBeVisible();
    await page.getByRole('link', { name: 'SQL' }).click();
    await page.getByLabel('One statement').fill('select 40 + 2 as answer');
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(page.getByRole('cell', { name: '42' })).toBeVisible();
  });
});
