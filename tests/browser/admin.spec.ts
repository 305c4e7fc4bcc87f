import type { Browser, Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import { signUpAdministrator } from '../support/administrator';
import { ask, type Member, newMember, revokeSessions } from '../support/api';
import { expect, test } from '../support/browser-test';
import { cookieHeader, cookiesOf, newPerson, type Person, SESSION_DATA, signIn, signUpIn } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';

const app = process.env.TEST_APP_URL ?? '';
const database = process.env.TEST_DATABASE_URL ?? '';
const neon = process.env.TEST_NEON_ORIGIN ?? '';
const sql = connect(database);
const main = (page: Page) => page.getByRole('main');
const section = (page: Page, name: string) => page.getByRole('region', { name });
const clickButton = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
const expectNotice = (page: Page, text: string | RegExp) => expect(page.getByRole('status').first()).toHaveText(text);
const expectAlert = (page: Page, text: string) => expect(main(page).getByRole('alert')).toContainText(text);
const userPath = ({ id }: { id: string }) => `/admin/users/${id}`;

async function findUser(email: string) {
  const [user] = await sql`
    select id, role, banned, "banReason", "banExpires" from neon_auth.user where email = ${email}`;
  return { id: String(user?.id), banExpires: user?.banExpires, ...user };
}

/** Returns all cookies of the browser as a Cookie header. */
async function browserCookieHeader(page: Page): Promise<string> {
  return cookieHeader(Object.fromEntries((await page.context().cookies()).map(({ name, value }) => [name, value])));
}

const signInOnOtherDevice = (person: Person) => signIn(app, person, { 'user-agent': 'X11; Linux Firefox/140.0' });

/** Creates a post through the API. @returns the HTTP status */
async function createPost(headers: Record<string, string>): Promise<number> {
  return (await ask(`${app}/api/posts`, { method: 'POST', headers, body: { content: 'Still here' } })).status;
}

async function banUser(page: Page, member: Member, reason: string, duration = 'Permanently'): Promise<void> {
  await page.goto(userPath(member));
  await page.getByLabel('Reason').fill(reason);
  await page.getByLabel('Duration').selectOption(duration);
  await clickButton(page, 'Ban user');
}

/** Signs up in a separate browser context. @returns its page */
async function openSignedInPage(browser: Browser, person: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signUpIn(page.context(), app, person);
  return page;
}

/** Inserts users without a session, each a minute older than the previous one. */
async function insertUsers(count: number, prefix: string, name: string): Promise<void> {
  await sql`
    insert into neon_auth.user (name, email, "emailVerified", "createdAt")
    select ${name} || ' ' || n, ${prefix} || n || '@example.com', false, now() - n * interval '1 minute'
    from generate_series(1, ${count}::int) n`;
}

test.describe('the admin pages', () => {
  test('redirect an anonymous visitor to sign in with a return URL', async ({ page }) => {
    const { id } = await newMember(app);
    await page.goto('/admin/users?q=ada');
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent('/admin/users?q=ada')}`);
    await page.goto(userPath({ id }));
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(userPath({ id }))}`);
  });

  test('return 404 to other users and are not linked from their account page', async ({ page }) => {
    const member = await newMember(app);
    await signUpIn(page.context(), app, newPerson());
    for (const path of ['/admin/users', `/admin/users?q=${member.person.email}`, userPath(member)]) {
      expect((await page.goto(path))?.status()).toBe(404);
      expect(await page.content()).not.toContain(member.person.email);
    }
    await page.goto('/account');
    await expect(main(page).getByRole('link', { name: 'Users' })).toHaveCount(0);
  });

  test('return 404 as soon as the administrator role is removed, even while the session cache still has it', async ({
    page,
  }) => {
    const member = await newMember(app);
    const { email } = await signUpAdministrator(page.context(), app, database);
    await page.goto('/account');
    await main(page).getByRole('link', { name: 'Users' }).click();
    await expect(page).toHaveTitle(`Users · ${SITE_NAME}`);
    await sql`update neon_auth.user set role = 'user' where email = ${email}`;
    for (const path of ['/admin/users', userPath(member)]) {
      expect((await page.goto(path))?.status()).toBe(404);
      expect(await page.content()).not.toContain(member.person.email);
    }
  });

  test('redirect an administrator to sign in after the session has ended', async ({ page }) => {
    const { email } = await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    await sql`delete from neon_auth.session where "userId" = ${(await findUser(email)).id}`;
    await page.goto('/admin/users');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Fadmin%2Fusers');
  });

  test('return 404 for an unknown or malformed user ID', async ({ page }) => {
    await signUpAdministrator(page.context(), app, database);
    for (const id of [crypto.randomUUID(), '1', 'x'.repeat(300), '%00']) {
      expect((await page.goto(`/admin/users/${id}`))?.status()).toBe(404);
    }
  });
});

test.describe('the user list', () => {
  test('is paginated with the newest users first', async ({ page }) => {
    const prefix = `p${crypto.randomUUID()}-`;
    await insertUsers(41, prefix, 'Paged');
    await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    await expect(main(page)).toContainText(/[\d,]+ users/);
    await page.getByLabel('Search users').fill(prefix.toUpperCase());
    await clickButton(page, 'Search');
    await expect(main(page)).toContainText('41 users found');

    const rows = main(page).getByRole('listitem');
    await expect(rows).toHaveCount(20);
    await expect(rows.first()).toContainText(`${prefix}1@example.com`);
    await expect(page.getByRole('link', { name: 'Newer' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(rows.first()).toContainText(`${prefix}21@example.com`);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toContainText('2 of 3');
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(rows).toHaveText([new RegExp(`${prefix}41@example.com`)]);
    await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Newer' }).click();
    await expect(rows.first()).toContainText(`${prefix}21@example.com`);

    await page.goto(`/admin/users?q=${prefix}&page=4`);
    await expect(main(page).getByRole('heading', { level: 2 })).toHaveText('No more users');
    await page.getByRole('link', { name: 'Back to newest' }).click();
    await expect(rows.first()).toContainText(`${prefix}1@example.com`);
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(30), '1&page=2']) {
      expect((await page.goto(`/admin/users?page=${number}`))?.status()).toBe(404);
    }
  });

  test('marks administrators and banned users, and links to each user', async ({ page }) => {
    const tag = crypto.randomUUID();
    await insertUsers(3, `${tag}-`, 'Listed');
    await sql`update neon_auth.user set role = 'admin' where email = ${`${tag}-1@example.com`}`;
    await sql`update neon_auth.user set banned = true where email = ${`${tag}-2@example.com`}`;
    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 minute'
      where email = ${`${tag}-3@example.com`}`;
    await signUpAdministrator(page.context(), app, database);
    await page.goto(`/admin/users?q=${tag}`);
    const rows = main(page).getByRole('listitem');
    await expect(rows).toHaveText([/Listed 1.*Administrator/s, /Listed 2.*Banned/s, /Listed 3/]);
    await expect(rows.nth(2)).not.toContainText('Banned');
    await rows.nth(1).getByRole('link').click();
    await expect(page).toHaveTitle(`Listed 2 · ${SITE_NAME}`);
    await expect(section(page, 'Profile')).toContainText(new RegExp(`${tag}-2@example\\.com\\W*Unverified`));
    await page.getByRole('link', { name: 'All users' }).click();
    await expect(page).toHaveURL('/admin/users');
  });

  test('finds users by a literal part of the email or name', async ({ page }) => {
    const tag = crypto.randomUUID();
    await insertUsers(1, `a_b${tag}-`, `Élise ${tag}`);
    await insertUsers(1, `axb${tag}-`, `50% ${tag}`);
    await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    for (const [field, query, expected] of [
      ['Email', `A_B${tag}`, /Élise/],
      ['Name', `lise ${tag}`, /Élise/],
      ['Name', `50% ${tag}`, /50%/],
    ] as const) {
      await page.getByLabel('Search users').fill(query);
      await page.getByLabel('Search by').selectOption(field);
      await clickButton(page, 'Search');
      await expect(page.getByLabel('Search users')).toHaveValue(query);
      await expect(page.getByLabel('Search by').locator(':checked')).toHaveText(field);
      await expect(main(page).getByRole('listitem')).toHaveText([expected]);
      await expect(main(page)).toContainText('1 user found');
    }
    for (const query of [`%${tag}`, `\\${tag}`, `élise ${tag}`, '<script>']) {
      await page.getByLabel('Search users').fill(query);
      await clickButton(page, 'Search');
      await expect(main(page).getByRole('heading', { level: 2 })).toHaveText(`No results for “${query}”`);
    }
    await page.getByRole('link', { name: 'Clear search' }).click();
    await expect(page).toHaveURL('/admin/users');
    await page.goto(`/admin/users?q=a_b${tag}&by=password`);
    await expect(main(page).getByRole('listitem')).toHaveCount(1);
    await page.goto(`/admin/users?q=${'x'.repeat(201)}`);
    await expectAlert(page, 'Use at most 200 characters.');
    await page.goto('/admin/users?q=%00');
    await expectAlert(page, 'Remove invisible characters.');
  });
});

test.describe('a ban', () => {
  test('blocks sessions, tokens and sign-ins immediately and can be lifted', async ({ page, browser }) => {
    const member = await newMember(app);
    const otherDevice = await signInOnOtherDevice(member.person);
    expect(await createPost(member.withToken)).toBe(201);
    await signUpAdministrator(page.context(), app, database);
    await banUser(page, member, '  Sold shoes.\r\nTwice.  ');
    await expectNotice(page, 'User banned and signed out everywhere.');
    await expect(section(page, 'Ban')).toContainText('Banned permanently.');
    await expect(section(page, 'Ban')).toContainText('Sold shoes. Twice.');
    await expect(section(page, 'Sessions')).toContainText('No active sessions.');
    expect(await findUser(member.person.email)).toMatchObject({ banned: true, banReason: 'Sold shoes.\nTwice.' });

    // The cookie includes a session cache that is still valid for a minute.
    for (const headers of [member.withToken, { cookie: cookieHeader(cookiesOf(otherDevice)), origin: app }]) {
      expect(await createPost(headers)).toBe(401);
    }
    const bannedPage = await (await browser.newContext()).newPage();
    await bannedPage.goto('/auth/sign-in');
    await bannedPage.getByLabel('Email').fill(member.person.email);
    await bannedPage.getByLabel('Password').fill(member.person.password);
    await clickButton(bannedPage, 'Sign in');
    await expectAlert(bannedPage, 'This account has been suspended.');

    await clickButton(page, 'Lift ban');
    await expectNotice(page, 'Ban lifted. The user can sign in again.');
    await expect(page.getByLabel('Reason')).toHaveValue('');
    await bannedPage.getByLabel('Password').fill(member.person.password);
    await clickButton(bannedPage, 'Sign in');
    await expect(bannedPage).toHaveURL('/posts');
  });

  test('keeps unsaved text in an open tab of the banned user', async ({ page, browser }) => {
    const person = newPerson('Grace Hopper');
    const author = await openSignedInPage(browser, person);
    await author.goto('/posts/new');
    await author.getByLabel('Content').fill('Written for an hour');
    const { id } = await findUser(person.email);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(userPath({ id }));
    await page.getByLabel('Reason').fill('Sold shoes.');
    await clickButton(page, 'Ban user');
    await expectNotice(page, 'User banned and signed out everywhere.');

    await clickButton(author, 'Publish');
    await expectAlert(author, "You're signed out.");
    await expect(author.getByLabel('Content')).toHaveValue('Written for an hour');
    expect(await sql`select id from posts where user_id = ${id}`).toEqual([]);
  });

  test('with a duration shows when it ends and expires; a later permanent ban does not expire', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    for (const [duration, days] of [
      ['A day', 1],
      ['A week', 7],
      ['A month (30 days)', 30],
    ] as const) {
      await banUser(page, member, 'Sold shoes.', duration);
      await expect(section(page, 'Ban')).toContainText(/Banned until \w+ \d+, 20\d\d at .* UTC\./);
      const { banExpires } = await findUser(member.person.email);
      const actualDays = (new Date(banExpires).getTime() - Date.now()) / (24 * 60 * 60 * 1000);
      expect(Math.abs(actualDays - days)).toBeLessThan(0.01);
      await sql`update neon_auth.user set "banExpires" = now() - interval '1 second' where id = ${member.id}`;
    }
    expect((await signInOnOtherDevice(member.person)).status).toBe(200);

    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 day' where id = ${member.id}`;
    await banUser(page, member, 'Sold shoes again.');
    await expect(section(page, 'Ban')).toContainText('Banned permanently.');
    expect((await signInOnOtherDevice(member.person)).status).toBe(403);
  });

  test('requires a reason of at most 500 characters and keeps the typed text after an error', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    const tooLong = '👩‍👩‍👧‍👦'.repeat(501);
    for (const [reason, message] of [
      ['', 'Enter a reason.'],
      [' \n\u200b ', 'Enter a reason.'],
      [tooLong, 'Use at most 500 characters.'],
    ] as const) {
      await banUser(page, member, reason, 'A week');
      await expect(page.getByLabel('Reason')).toHaveAccessibleDescription(message);
      await expect(page.getByLabel('Reason')).toHaveValue(reason);
      await expect(page.getByLabel('Duration').locator(':checked')).toHaveText('A week');
    }
    expect(await findUser(member.person.email)).not.toMatchObject({ banned: true });
    await banUser(page, member, tooLong.slice(0, tooLong.length * (500 / 501)), 'A week');
    await expectNotice(page, 'User banned and signed out everywhere.');
  });

  test('does not overwrite an earlier ban by another administrator', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(userPath(member));
    await page.getByLabel('Reason').fill('The second reason');
    await sql`update neon_auth.user set banned = true, "banReason" = 'The first reason' where id = ${member.id}`;
    await clickButton(page, 'Ban user');
    await expectAlert(page, 'Someone else just banned this user.');
    await expect(page.getByLabel('Reason')).toHaveValue('The second reason');
    expect(await findUser(member.person.email)).toMatchObject({ banReason: 'The first reason' });
  });
});

test('an administrator grants and revokes the administrator role', async ({ page, browser }) => {
  const person = newPerson('Grace Hopper');
  const other = await openSignedInPage(browser, person);
  const { id } = await findUser(person.email);
  await signUpAdministrator(page.context(), app, database);
  for (const [role, status] of [
    ['Administrator', 200],
    ['User', 404],
  ] as const) {
    await page.goto(userPath({ id }));
    await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
    await clickButton(page, 'Save role');
    await expectNotice(page, /^Role updated\./);
    await expect(page.getByRole('combobox', { name: 'Role' }).locator(':checked')).toHaveText(role);
    // Simulates the expiry of the session cache.
    await other.context().clearCookies({ name: SESSION_DATA });
    expect((await other.goto('/admin/users'))?.status()).toBe(status);
  }
});

test('the user page lists sessions by device and ends them all at once', async ({ page }) => {
  const member = await newMember(app);
  const cookies = cookieHeader(cookiesOf(await signInOnOtherDevice(member.person)));
  const { email } = await signUpAdministrator(page.context(), app, database);
  const response = await page.goto(userPath(member));
  const html = (await response?.text()) ?? '';
  const tokens = await sql`select token from neon_auth.session s join neon_auth.user u on u.id = s."userId"
    where u.email in (${email}, ${member.person.email})`;
  expect(tokens).toHaveLength(3);
  for (const { token } of tokens) expect(html).not.toContain(token);

  const rows = section(page, 'Sessions').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveText('Firefox on Linux · last used just now');
  await clickButton(page, 'Sign out everywhere');
  await expectNotice(page, 'User signed out everywhere.');
  await expect(section(page, 'Sessions')).toContainText('No active sessions.');
  expect(await createPost({ cookie: cookies, origin: app })).toBe(401);
  expect((await signInOnOtherDevice(member.person)).status).toBe(200);
});

test.describe('an admin form', () => {
  test('is hidden on an administrator’s own page and rejected when submitted directly', async ({ page }) => {
    const member = await newMember(app);
    const { email } = await signUpAdministrator(page.context(), app, database);
    const before = await findUser(email);
    await page.goto(userPath(before));
    await expect(main(page)).toContainText("You can't ban yourself.");
    await expect(main(page)).toContainText('Only another administrator can change your role.');
    await expect(main(page).getByRole('button')).toHaveCount(0);

    const cookie = await browserCookieHeader(page);
    for (const [button, fields, message] of [
      ['Ban user', { reason: 'Me', duration: 'permanent' }, 'You can&#x27;t ban yourself.'],
      ['Save role', { role: 'user' }, 'You can&#x27;t change your own role.'],
      ['Sign out everywhere', {}, 'Manage your own sessions in your account.'],
    ] as const) {
      const form = await readForm(app + userPath(member), cookie, button);
      const hidden = form.hidden.filter(([name]) => name !== 'id');
      const ownForm = { ...form, hidden, url: app + userPath(before) };
      const response = await sendForm(ownForm, [['id', before.id], ...Object.entries(fields)]);
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(new RegExp(`role="alert"[^>]*>${message}`));
    }
    // The auth server rejects it too, without the app in between.
    const directResponse = await fetch(`${neon}/neondb/auth/admin/ban-user`, {
      method: 'POST',
      body: JSON.stringify({ userId: before.id, banReason: 'Me' }),
      headers: { cookie, origin: app, 'content-type': 'application/json' },
    });
    expect(directResponse.status).toBe(400);
    expect(await findUser(email)).toEqual(before);
    await page.reload();
    await expect(page).toHaveTitle(`Ada Lovelace · ${SITE_NAME}`);
  });

  test('rejects values that the page never sends', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(userPath(member));
    const before = await findUser(member.person.email);
    const cookie = await browserCookieHeader(page);
    const submit = async (button: string, fields: [string, string | Blob][]) => {
      const response = await sendForm(await readForm(app + userPath(member), cookie, button), fields);
      expect(response.status).toBe(200);
      return response.text();
    };
    for (const role of ['emperor', 'admin,user', '', 'constructor', new Blob(['admin'])]) {
      expect(await submit('Save role', [['role', role]])).toContain('Choose a role.');
    }
    for (const duration of ['forever', '', 'toString']) {
      const html = await submit('Ban user', [
        ['reason', 'Kept here'],
        ['duration', duration],
      ]);
      expect(html).toContain('Choose a duration.');
      expect(html).toContain('>Kept here</textarea>');
    }
    const fields: [string, string][] = [['duration', 'permanent']];
    expect(await submit('Ban user', [...fields, ['reason', 'a\0b']])).toContain('Remove invisible characters.');
    expect(await submit('Ban user', [...fields, ['reason', 'a'], ['reason', 'b']])).toContain('Enter a reason.');
    expect(await submit('Ban user', [...fields, ['reason', 'a'], ['id', member.id]])).toContain(
      'This account has been deleted',
    );
    expect(await findUser(member.person.email)).toEqual(before);
  });

  for (const [event, trigger, message] of [
    [
      'the session is revoked',
      (_page: Page, { id }: { id: string }) => sql`delete from neon_auth.session where "userId" = ${id}`,
      "You're signed out.",
    ],
    ['signing out in another tab', (page: Page) => page.context().clearCookies(), "You're signed out."],
    [
      'the administrator role is removed',
      (_page: Page, { id }: { id: string }) => sql`update neon_auth.user set role = 'user' where id = ${id}`,
      "You're no longer an administrator.",
    ],
  ] as const) {
    test(`shows an error and keeps the typed text after ${event}`, async ({ page }) => {
      const member = await newMember(app);
      const { email } = await signUpAdministrator(page.context(), app, database);
      await page.goto(userPath(member));
      await page.getByLabel('Reason').fill('Thought about for an hour');
      await page.getByLabel('Duration').selectOption('1 week');
      await trigger(page, await findUser(email));
      await clickButton(page, 'Ban user');
      await expectAlert(page, message);
      await expect(page.getByLabel('Reason')).toHaveValue('Thought about for an hour');
      await expect(page.getByLabel('Duration').locator(':checked')).toHaveText('A week');
      expect(await findUser(member.person.email)).not.toMatchObject({ banned: true });
    });
  }

  test('shows an error when the user no longer exists', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(userPath(member));
    await revokeSessions(database, member);
    await sql`delete from neon_auth.user where id = ${member.id}`;
    await clickButton(page, 'Sign out everywhere');
    await expectAlert(page, 'This account has been deleted.');
  });
});
