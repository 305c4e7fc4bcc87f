import { connect } from '../../lib/db/connection';
import { SQL_FAULTS } from '../../local/faults/settings';
import { expect, test } from '../support/own-app';
import { newPerson, signIn, signUpIn } from '../support/people';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    for (const sql of SQL_FAULTS) {
      test(`a post that fails with "${sql}" stays in its form and is saved once on retry`, async ({
        page,
        app,
        trouble,
      }) => {
        await signUpIn(page.context(), app.url, newPerson());
        await page.goto('/posts/new');
        const content = `Typed once: ${crypto.randomUUID()}`;
        await page.getByLabel('Content').fill(content);
        await trouble.switchOn({ sql, slowMs: 8_000 });
        await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click();
        await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't save this.");
        await expect(page.getByLabel('Content')).toHaveValue(content);
        await trouble.switchOff();
        await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click();
        await expect(page).toHaveURL(/\/posts\/\d+/);
        await page.goto('/posts/mine');
        await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: content })).toHaveCount(1);
      });
    }

    test('retrying a sign-up after a lost response does not create a second account', async ({
      page,
      app,
      trouble,
    }) => {
      const person = newPerson();
      await page.goto('/auth/sign-up');
      await page.getByLabel('Name').fill(person.name);
      await page.getByLabel('Email').fill(person.email);
      await page.getByLabel('Password').fill(person.password);
      await trouble.switchOn({ auth: 'lose' });
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
      await trouble.switchOff();
      await page.getByLabel('Password').fill(person.password);
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('main')).toContainText('This email is already registered. Sign in instead.');
      const sql = connect(app.neon.environment.DATABASE_URL);
      expect(await sql`select id from neon_auth.user where email = ${person.email}`).toHaveLength(1);
      expect((await signIn(app.url, person)).status).toBe(200);
    });
  });
}
