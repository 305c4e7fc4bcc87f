import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { APP_NAME } from '../../lib/app-name';
import { connect } from '../../lib/db/connection';
import { signUpAdministrator } from '../support/administrator';
import { newMember } from '../support/api';
import { expect, test } from '../support/browser-test';
import { newColleague, newInvitation, newOrganization } from '../support/organizations';
import { newPerson, signUpIn } from '../support/people';

const app = process.env.TEST_APP_URL ?? '';
const database = process.env.TEST_DATABASE_URL ?? '';

const VISITORS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [375, 1280].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);

async function expectNoViolations(page: Page) {
  await expect(page).toHaveTitle(new RegExp(`${APP_NAME}$`));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function expectNoSidewaysScrolling(page: Page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wider).toBe(false);
}

for (const visitor of VISITORS) {
  test.describe(`${visitor.colorScheme}, ${visitor.viewport.width} px wide`, () => {
    test.use(visitor);

    for (const path of [
      ...['/', '/auth/sign-in', '/auth/sign-up', '/auth/email-otp', '/auth/forgot-password'],
      ...['/auth/magic-link', '/auth/verify-email', '/unavailable?next=/posts/mine'],
      ...['/auth/reset-password', '/auth/reset-password?token=x', '/nowhere'],
    ]) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        await expectNoViolations(page);
        await expectNoSidewaysScrolling(page);
      });
    }

    test('axe finds nothing on a form that asks for a code', async ({ page }) => {
      await page.goto('/auth/email-otp');
      await page.getByLabel('Email').fill(newPerson().email);
      await page.getByRole('button', { name: 'Send code' }).click();
      await expect(page.getByLabel('Code')).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
    });

    test('axe finds nothing on a form with errors', async ({ page }) => {
      await page.goto('/auth/sign-up');
      await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter your name.')).toBeVisible();
      await expectNoViolations(page);
    });

    test('axe finds nothing on the pages of somebody who is signed in', async ({ page }) => {
      test.slow();
      await signUpIn(page.context(), app, newPerson());
      const write = async (content: string, isPublished: boolean) => {
        const data = { content, isPublished };
        const answer = await page.request.post('/api/posts', { data, headers: { origin: app } });
        return `/posts/${(await answer.json()).id}`;
      };
      const draft = await write(`A draft with a link: https://example.com/${'long/'.repeat(40)}`, false);
      const post = await write(`${'A word that does not end: '.repeat(30)}${'x'.repeat(200)}`, true);
      for (const path of [
        ...[
          '/',
          '/posts',
          '/posts?q=word',
          '/posts?q=nothingmatchesthis',
          `/posts?q=${'x'.repeat(201)}`,
          '/posts/mine',
        ],
        ...['/account', '/posts/new', post, `${draft}?done=draft-saved`, `${draft}/edit`, '/posts/0', '/auth/sign-out'],
      ]) {
        await page.goto(path);
        await expect(page.getByRole('banner')).toContainText('Ada Lovelace');
        await expectNoViolations(page);
        await expectNoSidewaysScrolling(page);
      }
    });

    test('axe finds nothing on organizations, with long names, an invitation, a refusal and a question', async ({
      page,
    }) => {
      test.slow();
      const [endless, name] = ['x'.repeat(100), 'A society whose name goes on and on'];
      const owner = await newColleague(app, 'Ada Lovelace', page.context());
      const id = await newOrganization(endless, [
        [owner, 'owner'],
        [await newColleague(app, endless), 'admin'],
        [await newColleague(app, name), 'member'],
      ]);
      const other = await newColleague(app, 'Grace Hopper');
      await newOrganization(name, [[owner, 'member']]);
      await newInvitation(await newOrganization(endless, [[other, 'owner']]), other, owner.person.email);
      await newInvitation(id, owner, `${'x'.repeat(60)}@example.com`);

      await page.goto('/organizations');
      await page.getByRole('button', { name: `Switch to ${name}` }).click();
      await expect(page.getByText('active', { exact: true })).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);

      await page.goto(`/organizations/${id}`);
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
      await page.getByRole('button', { name: 'Invite' }).click();
      await expect(page.getByText('Enter an email address.')).toBeVisible();
      await page.getByLabel('Role of Ada Lovelace').selectOption('Member');
      await page.getByRole('button', { name: 'Change role' }).first().click();
      await expect(page.getByText('An organization needs an owner')).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
      await page.getByRole('button', { name: 'Remove' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
    });

    test('axe finds nothing on a refused post, a question before deleting, and a conflict', async ({ page }) => {
      await signUpIn(page.context(), app, newPerson());
      await page.goto('/posts/new');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await expect(page.getByText('Write something.')).toBeVisible();
      await expectNoViolations(page);

      await page.getByLabel('Content').fill('Soon in conflict');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
      await page.keyboard.press('Escape');

      await page.getByRole('link', { name: 'Edit' }).click();
      await page.locator('[name=updatedAt]').evaluate((field: HTMLInputElement) => {
        field.value = '2000-01-01T00:00:00.000Z';
      });
      await page.getByLabel('Content').fill('In conflict');
      await page.getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByRole('region', { name: 'Saved now' })).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScrolling(page);
    });

    test('axe finds nothing on the pages of an administrator', async ({ page }) => {
      test.slow();
      const banned = await newMember(app, `Long ${'x'.repeat(95)}`);
      const other = await newMember(app);
      const own = await signUpAdministrator(page.context(), app, database);
      const sql = connect(database);
      const reason = `${'A word that does not end: '.repeat(10)}${'x'.repeat(200)}`;
      await sql`update neon_auth.user set banned = true, "banReason" = ${reason} where id = ${banned.id}`;
      const [{ id } = {}] = await sql`select id from neon_auth.user where email = ${own.email}`;
      for (const path of [
        ...['/admin/users', `/admin/users?q=${banned.person.email}`, '/admin/users?q=nobody&by=name'],
        ...[`/admin/users?q=${'x'.repeat(201)}`, '/admin/users?page=2', '/admin/users?page=99999'],
        ...[banned.id, other.id, id].map((userId) => `/admin/users/${userId}`),
      ]) {
        await page.goto(path);
        await expect(page.getByRole('navigation', { name: 'Account' })).toContainText('Users');
        await expectNoViolations(page);
        await expectNoSidewaysScrolling(page);
      }
      await page.goto(`/admin/users/${other.id}`);
      await page.getByRole('button', { name: 'Ban user' }).click();
      await expect(page.getByText('Say why.')).toBeVisible();
      await expectNoViolations(page);
    });
  });
}
