import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import { signUpAdministrator } from '../support/administrator';
import { newMember } from '../support/api';
import { expect, test } from '../support/browser-test';
import { newColleague, newInvitation, newOrganization } from '../support/organizations';
import { newPerson, signUpIn } from '../support/people';

const app = process.env.TEST_APP_URL ?? '';
const database = process.env.TEST_DATABASE_URL ?? '';

const DISPLAYS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [375, 1280].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);

async function expectNoViolations(page: Page) {
  await expect(page).toHaveTitle(new RegExp(`${SITE_NAME}$`));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function expectNoHorizontalScroll(page: Page) {
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(overflows).toBe(false);
}

for (const display of DISPLAYS) {
  test.describe(`in ${display.colorScheme} mode at ${display.viewport.width}px`, () => {
    test.use(display);

    for (const path of [
      ...['/', '/auth/sign-in', '/auth/sign-up', '/auth/email-otp', '/auth/forgot-password'],
      ...['/auth/magic-link', '/auth/verify-email', '/unavailable?next=/posts/mine'],
      ...['/auth/reset-password', '/auth/reset-password?token=x', '/nowhere'],
    ]) {
      test(`${path} has no axe violations`, async ({ page }) => {
        await page.goto(path);
        await expectNoViolations(page);
        await expectNoHorizontalScroll(page);
      });
    }

    test('the email code form has no axe violations', async ({ page }) => {
      await page.goto('/auth/email-otp');
      await page.getByLabel('Email').fill(newPerson().email);
      await page.getByRole('button', { name: 'Send code' }).click();
      await expect(page.getByLabel('Code')).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
    });

    test('a form with errors has no axe violations', async ({ page }) => {
      await page.goto('/auth/sign-up');
      await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter your name.')).toBeVisible();
      await expectNoViolations(page);
    });

    test('the pages of a signed-in user have no axe violations', async ({ page }) => {
      test.slow();
      await signUpIn(page.context(), app, newPerson());
      const createPost = async (content: string, isPublished: boolean) => {
        const data = { content, isPublished };
        const response = await page.request.post('/api/posts', { data, headers: { origin: app } });
        return `/posts/${(await response.json()).id}`;
      };
      const draft = await createPost(`A draft with a link: https://example.com/${'long/'.repeat(40)}`, false);
      const post = await createPost(`${'A long word without breaks: '.repeat(30)}${'x'.repeat(200)}`, true);
      for (const path of [
        ...[
          '/',
          '/posts',
          '/posts?q=word',
          '/posts?q=nothingmatchesthis',
          `/posts?q=${'x'.repeat(201)}`,
          '/posts/mine',
        ],
        ...[
          '/account',
          '/posts/new',
          post,
          `${draft}?notice=draft-saved`,
          `${draft}/edit`,
          '/posts/0',
          '/auth/sign-out',
        ],
      ]) {
        await page.goto(path);
        await expect(page.getByRole('banner')).toContainText('Ada Lovelace');
        await expectNoViolations(page);
        await expectNoHorizontalScroll(page);
      }
    });

    test('organization pages with long names, an invitation, an error and a dialog have no axe violations', async ({
      page,
    }) => {
      test.slow();
      const [longName, name] = ['x'.repeat(100), 'A society with a name of several words'];
      const owner = await newColleague(app, 'Ada Lovelace', page.context());
      const id = await newOrganization(longName, [
        [owner, 'owner'],
        [await newColleague(app, longName), 'admin'],
        [await newColleague(app, name), 'member'],
      ]);
      const other = await newColleague(app, 'Grace Hopper');
      await newOrganization(name, [[owner, 'member']]);
      await newInvitation(await newOrganization(longName, [[other, 'owner']]), other, owner.person.email);
      await newInvitation(id, owner, `${'x'.repeat(60)}@example.com`);

      await page.goto('/organizations');
      await page.getByRole('button', { name: `Make active ${name}` }).click();
      await expect(page.getByText('Active', { exact: true })).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);

      await page.goto(`/organizations/${id}`);
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
      await page.getByRole('button', { name: 'Invite' }).click();
      await expect(page.getByText('Enter an email address.')).toBeVisible();
      await page.getByLabel('Role of Ada Lovelace').selectOption('Member');
      await page.getByRole('button', { name: 'Change role' }).first().click();
      await expect(page.getByText('An organization needs at least one owner')).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
      await page.getByRole('button', { name: 'Remove' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
    });

    test('an invalid post, the delete dialog and an edit conflict have no axe violations', async ({ page }) => {
      await signUpIn(page.context(), app, newPerson());
      await page.goto('/posts/new');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await expect(page.getByText('Write something first.')).toBeVisible();
      await expectNoViolations(page);

      await page.getByLabel('Content').fill('Soon in conflict');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
      await page.keyboard.press('Escape');

      await page.getByRole('link', { name: 'Edit' }).click();
      await page.locator('[name=updatedAt]').evaluate((field: HTMLInputElement) => {
        field.value = '2000-01-01T00:00:00.000Z';
      });
      await page.getByLabel('Content').fill('In conflict');
      await page.getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByRole('region', { name: 'Latest version' })).toBeVisible();
      await expectNoViolations(page);
      await expectNoHorizontalScroll(page);
    });

    test('the admin pages have no axe violations', async ({ page }) => {
      test.slow();
      const banned = await newMember(app, `Long ${'x'.repeat(95)}`);
      const other = await newMember(app);
      const admin = await signUpAdministrator(page.context(), app, database);
      const sql = connect(database);
      const reason = `${'A long word without breaks: '.repeat(10)}${'x'.repeat(200)}`;
      await sql`update neon_auth.user set banned = true, "banReason" = ${reason} where id = ${banned.id}`;
      const [{ id } = {}] = await sql`select id from neon_auth.user where email = ${admin.email}`;
      for (const path of [
        ...['/admin/users', `/admin/users?q=${banned.person.email}`, '/admin/users?q=nomatch&by=name'],
        ...[`/admin/users?q=${'x'.repeat(201)}`, '/admin/users?page=2', '/admin/users?page=99999'],
        ...[banned.id, other.id, id].map((userId) => `/admin/users/${userId}`),
      ]) {
        await page.goto(path);
        await expect(page.getByRole('navigation', { name: 'Account' })).toContainText('Users');
        await expectNoViolations(page);
        await expectNoHorizontalScroll(page);
      }
      await page.goto(`/admin/users/${other.id}`);
      await page.getByRole('button', { name: 'Ban user' }).click();
      await expect(page.getByText('Enter a reason.')).toBeVisible();
      await expectNoViolations(page);
    });
  });
}
