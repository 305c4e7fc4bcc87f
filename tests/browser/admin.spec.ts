import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { HOME, SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { cookieHeader, cookiesOf, signIn } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';
import { prepareWrite } from '../support/write';

/** Connects when a test runs: the app's address is unknown while Playwright lists the tests. */
const database = () => connect(app.databaseUrl);
const main = (page: Page) => page.getByRole('main');
const section = (page: Page, name: string) => page.getByRole('region', { name });
const clickButton = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
const userRows = (page: Page) => main(page).locator('tbody').getByRole('row');
const confirmBan = async (page: Page) => {
  await clickButton(page, 'Ban user');
  await clickButton(page, 'Ban and sign out');
};
const expectNotice = (page: Page, text: string | RegExp) => expect(page.getByRole('status').first()).toHaveText(text);
const expectAlert = (page: Page, text: string) => expect(main(page).getByRole('alert')).toContainText(text);
const duration = (page: Page) => page.getByLabel('Duration');
const userPath = ({ id }: { id: string }) => `/admin/users/${id}`;

/** Signs the page in as a new administrator. */
async function signInAdministrator(page: Page): Promise<User> {
  const administrator = await createUser(app, { isAdmin: true });
  await signInBrowser(page.context(), app, administrator);
  return administrator;
}

/** Opens a page in a browser of its own. */
async function newPage(browser: Browser, user?: User): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url });
  if (user) await signInBrowser(context, app, user);
  return context.newPage();
}

async function findUser({ id }: { id: string }) {
  const [user] = await database()`
    select role, banned, "banReason", "banExpires" from neon_auth.user where id = ${id}`;
  return { banExpires: user?.banExpires, ...user };
}

const endSessions = ({ id }: User) => database()`delete from neon_auth.session where "userId" = ${id}`;
const removeRole = ({ id }: User) => database()`update neon_auth.user set role = 'user' where id = ${id}`;

/** Bans a user as another administrator would. */
const banFirst = ({ id }: User) =>
  database()`update neon_auth.user set banned = true, "banReason" = 'The first reason' where id = ${id}`;

const signInOnOtherDevice = (user: User) => signIn(app.url, user, { 'user-agent': 'X11; Linux Firefox/140.0' });

/** Requests a page without following a redirect. */
function request(path: string, cookie = ''): Promise<Response> {
  return fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
}

async function fillBan(page: Page, reason: string, option: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason);
  await duration(page).selectOption(option);
}

/** Inserts users without a session, each a minute older than the previous one. */
async function insertUsers(count: number, prefix: string, name: string): Promise<void> {
  await database()`
    insert into neon_auth.user (name, email, "emailVerified", "createdAt")
    select ${name} || ' ' || n, ${prefix} || n || '@example.com', false, now() - n * interval '1 minute'
    from generate_series(1, ${count}::int) n`;
}

test.describe('the admin pages', () => {
  test('redirect an anonymous visitor to sign in with a return URL', async () => {
    for (const path of ['/admin/users?q=ada', userPath(await createUser(app))]) {
      const response = await request(path);
      const target = new URL(response.headers.get('location') ?? '/', app.url);
      expect(target.pathname + target.search).toBe(`/auth/sign-in?next=${encodeURIComponent(path)}`);
    }
  });

  test('return 404 to other users and are not linked from their account page', async () => {
    const [member, visitor] = [await createUser(app, { name: randomUUID() }), await createUser(app)];
    for (const path of ['/admin/users', `/admin/users?q=${member.email}`, userPath(member)]) {
      const response = await request(path, visitor.cookie);
      expect(response.status).toBe(404);
      const html = await response.text();
      expect([html.includes(member.email), html.includes(member.name)]).toEqual([false, false]);
    }
    const account = await (await request('/account', visitor.cookie)).text();
    expect(account).toContain('href="/organizations"');
    expect(account).not.toContain('/admin/users');
  });

  test('return 404 as soon as the administrator role is removed, even while the session cache still has it', async ({
    page,
  }) => {
    const member = await createUser(app);
    const administrator = await signInAdministrator(page);
    await page.goto('/account');
    await main(page).getByRole('link', { name: 'Users' }).click();
    await expect(page).toHaveTitle(`Users · ${SITE_NAME}`);
    await removeRole(administrator);
    for (const path of ['/admin/users', userPath(member)]) {
      const response = await page.request.get(path);
      expect(response.status()).toBe(404);
      expect(await response.text()).not.toContain(member.email);
    }
  });

  test('redirect an administrator to sign in after the session has ended', async ({ context }) => {
    const administrator = await createUser(app, { isAdmin: true });
    await signInBrowser(context, app, administrator);
    // Fills the session cache.
    expect((await context.request.get('/admin/users')).status()).toBe(200);
    await endSessions(administrator);
    const response = await context.request.get('/admin/users');
    expect(response.url()).toBe(`${app.url}/auth/sign-in?next=%2Fadmin%2Fusers`);
  });

  test('return 404 for an unknown or malformed user ID', async () => {
    const { cookie } = await createUser(app, { isAdmin: true });
    for (const id of [randomUUID(), '1', 'x'.repeat(300), '%00']) {
      expect([id, (await request(`/admin/users/${id}`, cookie)).status]).toEqual([id, 404]);
    }
  });
});

test.describe('the user list', () => {
  test('is paginated with the newest users first', async ({ page }) => {
    const prefix = `p${randomUUID()}-`;
    await insertUsers(41, prefix, 'Paged');
    const { cookie } = await signInAdministrator(page);
    await page.goto('/admin/users');
    await expect(main(page)).toContainText(/[\d,]+ users/);
    await page.getByLabel('Search users').fill(prefix.toUpperCase());
    await clickButton(page, 'Search');
    await expect(main(page)).toContainText('41 users found');

    const rows = userRows(page);
    await expect(rows).toHaveCount(20);
    await expect(rows.first()).toContainText(`${prefix}1@example.com`);
    await expect(page.getByRole('link', { name: 'Previous' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Next' }).click();
    await expect(rows.first()).toContainText(`${prefix}21@example.com`);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toContainText('2 of 3');
    await page.getByRole('link', { name: 'Next' }).click();
    await expect(rows).toHaveText([new RegExp(`${prefix}41@example.com`)]);
    await expect(page.getByRole('link', { name: 'Next' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Previous' }).click();
    await expect(rows.first()).toContainText(`${prefix}21@example.com`);

    await page.goto(`/admin/users?q=${prefix}&page=4`);
    await expect(main(page).getByRole('heading', { level: 2 })).toHaveText('No more users');
    await page.getByRole('link', { name: 'Back to the first page' }).click();
    await expect(rows.first()).toContainText(`${prefix}1@example.com`);
    await page.goto(`/admin/users?q=${prefix}`);
    await page.getByRole('link', { name: 'User', exact: true }).click();
    await expect(page.getByRole('columnheader', { name: 'User' })).toHaveAttribute('aria-sort', 'ascending');
    await page.getByRole('link', { name: 'Joined' }).click();
    await expect(page.getByRole('columnheader', { name: 'Joined' })).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('link', { name: 'Joined' }).click();
    await expect(page.getByRole('columnheader', { name: 'Joined' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(rows.first()).toContainText(`${prefix}41@example.com`);
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(30), '1&page=2']) {
      expect([number, (await request(`/admin/users?page=${number}`, cookie)).status]).toEqual([number, 404]);
    }
  });

  test('marks administrators and banned users, and links to each user', async ({ page }) => {
    const tag = randomUUID();
    await insertUsers(3, `${tag}-`, 'Listed');
    const sql = database();
    await sql.transaction([
      sql`update neon_auth.user set role = 'admin' where email = ${`${tag}-1@example.com`}`,
      sql`update neon_auth.user set banned = true where email = ${`${tag}-2@example.com`}`,
      sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 minute'
          where email = ${`${tag}-3@example.com`}`,
    ]);
    await signInAdministrator(page);
    await page.goto(`/admin/users?q=${tag}`);
    const rows = userRows(page);
    await expect(rows).toHaveText([/Listed 1.*Administrator/s, /Listed 2.*Banned/s, /Listed 3/]);
    await expect(rows.nth(2)).not.toContainText('Banned');
    await rows.nth(1).getByRole('link').click();
    await expect(page).toHaveTitle(`Listed 2 · ${SITE_NAME}`);
    await expect(section(page, 'Profile')).toContainText(new RegExp(`${tag}-2@example\\.com\\W*Unverified`));
    await page.getByRole('link', { name: 'All users' }).click();
    await expect(page).toHaveURL('/admin/users');
  });

  test('finds users by a literal part of the email or name', async ({ page }) => {
    const tag = randomUUID();
    await insertUsers(1, `a_b${tag}-`, `Élise ${tag}`);
    await insertUsers(1, `axb${tag}-`, `50% ${tag}`);
    const { cookie } = await signInAdministrator(page);
    await page.goto('/admin/users');
    for (const [field, query, expected] of [
      ['Email', `A_B${tag}`, /Élise/],
      ['Name', `lise ${tag}`, /Élise/],
      ['Name', `50% ${tag}`, /50%/],
    ] as const) {
      await page.getByLabel('Search users').fill(query);
      await page.getByLabel('Search by').selectOption(field);
      await clickButton(page, 'Search');
      // The result of the previous search may look the same.
      await expect(page).toHaveURL(({ searchParams }) => searchParams.get('q') === query);
      await expect(page.getByLabel('Search users')).toHaveValue(query);
      await expect(page.getByLabel('Search by').locator(':checked')).toHaveText(field);
      await expect(userRows(page)).toHaveText([expected]);
      await expect(main(page)).toContainText('1 user found');
    }
    for (const query of [`%${tag}`, `\\${tag}`, `élise ${tag}`, '<script>']) {
      await page.getByLabel('Search users').fill(query);
      await clickButton(page, 'Search');
      await expect(main(page).getByRole('heading', { level: 2 })).toHaveText(`No results for “${query}”`);
    }
    await page.getByRole('link', { name: 'Clear search' }).click();
    await expect(page).toHaveURL('/admin/users');

    const searchFor = async (query: string) => (await request(`/admin/users?q=${query}`, cookie)).text();
    expect((await searchFor(`a_b${tag}&by=password`)).match(/<tr class/g)).toHaveLength(1);
    expect(await searchFor('x'.repeat(201))).toMatch(/role="alert"[^>]*>Use at most 200 characters\./);
    expect(await searchFor('%00')).toMatch(/role="alert"[^>]*>Remove invisible characters\./);
  });
});

test.describe('a ban', () => {
  test('blocks sessions and sign-ins immediately and can be lifted', async ({ page, browser }) => {
    const member = await createUser(app);
    // These cookies include a session cache, which is still valid for a minute.
    const otherDevice = cookieHeader(cookiesOf(await signInOnOtherDevice(member)));
    const canWrite = await prepareWrite(app, member.cookie);
    expect(await canWrite(otherDevice)).toBe(true);
    await signInAdministrator(page);
    await page.goto(userPath(member));
    await fillBan(page, '  Sold shoes.\r\nTwice.  ', 'Permanently');
    await confirmBan(page);
    await expectNotice(page, 'User banned and signed out everywhere.');
    await expect(section(page, 'Ban')).toContainText('Banned permanently.');
    await expect(section(page, 'Ban')).toContainText('Sold shoes. Twice.');
    await expect(section(page, 'Sessions')).toContainText('No active sessions.');
    expect(await findUser(member)).toMatchObject({ banned: true, banReason: 'Sold shoes.\nTwice.' });
    expect(await canWrite(otherDevice)).toBe(false);

    const bannedPage = await newPage(browser);
    await bannedPage.goto('/auth/sign-in');
    await bannedPage.getByLabel('Email').fill(member.email);
    await bannedPage.getByLabel('Password').fill(member.password);
    await clickButton(bannedPage, 'Sign in');
    await expectAlert(bannedPage, 'This account has been suspended.');

    await clickButton(page, 'Lift ban');
    await expectNotice(page, 'Ban lifted. The user can sign in again.');
    await expect(page.getByLabel('Reason')).toHaveValue('');
    await bannedPage.getByLabel('Password').fill(member.password);
    await clickButton(bannedPage, 'Sign in');
    await expect(bannedPage).toHaveURL(HOME);
    await bannedPage.context().close();
  });

  test('keeps unsaved text in an open tab of the banned user', async ({ page }) => {
    const author = await createUser(app, { name: 'Grace Hopper' });
    await signInBrowser(page.context(), app, author);
    await page.goto('/posts/new');
    await page.getByLabel('Content').fill('Written for an hour');
    const { cookie } = await createUser(app, { isAdmin: true });
    const form = await readForm(app.url + userPath(author), cookie, 'Ban user');
    const response = await sendForm(form, [
      ['reason', 'Sold shoes.'],
      ['duration', 'permanent'],
    ]);
    expect(response.headers.get('location')).toContain('notice=user-banned');

    await clickButton(page, 'Publish');
    await expectAlert(page, "You're signed out.");
    await expect(page.getByLabel('Content')).toHaveValue('Written for an hour');
    expect(await database()`select id from posts where user_id = ${author.id}`).toEqual([]);
  });

  test('with a duration shows when it ends and expires; a later permanent ban does not expire', async () => {
    const member = await createUser(app);
    const { cookie } = await createUser(app, { isAdmin: true });
    const [path, sql] = [userPath(member), database()];
    /** Bans the user with the option that has this label. @returns the user's page */
    const ban = async (label: string): Promise<string> => {
      const html = await (await request(path, cookie)).text();
      const value = new RegExp(`<option value="([^"]*)"[^>]*>${label}</option>`).exec(html)?.[1] ?? '';
      const response = await sendForm(await readForm(app.url + path, cookie, 'Ban user'), [
        ['reason', 'Sold shoes.'],
        ['duration', value],
      ]);
      expect([label, response.headers.get('location')]).toEqual([label, `${path}?notice=user-banned`]);
      return (await request(path, cookie)).text();
    };
    for (const [label, days] of [
      ['1 day', 1],
      ['1 week', 7],
      ['30 days', 30],
    ] as const) {
      expect(await ban(label)).toMatch(/>Banned until \w+ \d+, 20\d\d at [^<]* UTC\.</);
      const { banExpires } = await findUser(member);
      const actualDays = (new Date(banExpires).getTime() - Date.now()) / (24 * 60 * 60 * 1000);
      expect(Math.abs(actualDays - days)).toBeLessThan(0.01);
      await sql`update neon_auth.user set "banExpires" = now() - interval '1 second' where id = ${member.id}`;
    }
    expect((await signInOnOtherDevice(member)).status).toBe(200);

    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 day' where id = ${member.id}`;
    expect(await ban('Permanently')).toContain('>Banned permanently.<');
    expect((await signInOnOtherDevice(member)).status).toBe(403);
  });

  test('requires a reason of at most 500 characters and keeps the typed text after an error', async ({ page }) => {
    const member = await createUser(app);
    await signInAdministrator(page);
    await page.goto(userPath(member));
    const tooLong = '👩‍👩‍👧‍👦'.repeat(501);
    for (const [reason, message] of [
      ['', 'Enter a reason.'],
      [tooLong, 'Use at most 500 characters.'],
      [' \n\u200b ', 'Enter a reason.'],
    ] as const) {
      await fillBan(page, reason, '1 week');
      await confirmBan(page);
      await expect(page.getByLabel('Reason')).toHaveAccessibleDescription(message);
      await expect(page.getByLabel('Reason')).toHaveValue(reason);
      await expect(duration(page).locator(':checked')).toHaveText('1 week');
    }
    expect(await findUser(member)).not.toMatchObject({ banned: true });
    await page.getByLabel('Reason').fill(tooLong.slice(0, tooLong.length * (500 / 501)));
    await confirmBan(page);
    await expectNotice(page, 'User banned and signed out everywhere.');
    await expect(section(page, 'Ban')).toContainText('Banned until');
  });

  test('does not overwrite an earlier ban by another administrator', async ({ page }) => {
    const member = await createUser(app);
    await signInAdministrator(page);
    await page.goto(userPath(member));
    await page.getByLabel('Reason').fill('The second reason');
    await banFirst(member);
    await confirmBan(page);
    await expectAlert(page, 'This user is already banned.');
    await expect(page.getByLabel('Reason')).toHaveValue('The second reason');
    expect(await findUser(member)).toMatchObject({ banReason: 'The first reason' });
  });
});

test('an administrator grants and revokes the administrator role', async ({ page }) => {
  const other = await createUser(app, { name: 'Grace Hopper' });
  await signInAdministrator(page);
  for (const [role, status] of [
    ['Administrator', 200],
    ['User', 404],
  ] as const) {
    await page.goto(userPath(other));
    await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
    await clickButton(page, 'Save role');
    await expectNotice(page, /^Role updated\./);
    await expect(page.getByRole('combobox', { name: 'Role' }).locator(':checked')).toHaveText(role);
    // Without the session cache, which keeps the old role for a minute.
    expect((await request('/admin/users', other.cookie)).status).toBe(status);
  }
});

test('the user page lists sessions by device and ends them all at once', async ({ page }) => {
  const member = await createUser(app);
  const otherDevice = cookieHeader(cookiesOf(await signInOnOtherDevice(member)));
  const canWrite = await prepareWrite(app, member.cookie);
  const administrator = await signInAdministrator(page);
  const html = (await (await page.goto(userPath(member)))?.text()) ?? '';
  const tokens = await database()`
    select token from neon_auth.session where "userId" in (${administrator.id}, ${member.id})`;
  expect(tokens).toHaveLength(3);
  for (const { token } of tokens) expect(html).not.toContain(token);

  const rows = section(page, 'Sessions').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveText('Firefox on Linux · last used just now');
  await clickButton(page, 'Sign out everywhere');
  await expectNotice(page, 'User signed out everywhere.');
  await expect(section(page, 'Sessions')).toContainText('No active sessions.');
  expect(await canWrite(otherDevice)).toBe(false);
  expect((await signInOnOtherDevice(member)).status).toBe(200);
});

test.describe('an admin form', () => {
  test('is hidden on an administrator’s own page and rejected when submitted directly', async () => {
    const [member, administrator] = [await createUser(app), await createUser(app, { isAdmin: true })];
    const { cookie } = administrator;
    const [path, before] = [userPath(administrator), await findUser(administrator)];
    const html = await (await request(path, cookie)).text();
    const ownPage = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(ownPage).toContain('You can&#x27;t ban yourself.');
    expect(ownPage).toContain('Only another administrator can change your role.');
    expect(ownPage).not.toContain('<button');

    for (const [button, fields, message] of [
      ['Ban user', { reason: 'Me', duration: 'permanent' }, 'You can&#x27;t ban yourself.'],
      ['Save role', { role: 'user' }, 'You can&#x27;t change your own role.'],
      ['Sign out everywhere', {}, 'Manage your own sessions in your account.'],
    ] as const) {
      const form = await readForm(app.url + userPath(member), cookie, button);
      const hidden = form.hidden.filter(([name]) => name !== 'id');
      const ownForm = { ...form, hidden, url: app.url + path };
      const response = await sendForm(ownForm, [['id', administrator.id], ...Object.entries(fields)]);
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(new RegExp(`role="alert"[^>]*>${message}`));
    }
    // The auth server rejects it too, without the app in between.
    const directResponse = await fetch(`${app.authUrl}/admin/ban-user`, {
      method: 'POST',
      body: JSON.stringify({ userId: administrator.id, banReason: 'Me' }),
      headers: { ...administrator.headers, 'content-type': 'application/json' },
    });
    expect(directResponse.status).toBe(400);
    expect(await findUser(administrator)).toEqual(before);
    expect((await request(path, cookie)).status).toBe(200);
  });

  test('rejects values that the page never sends', async () => {
    const [member, { cookie }] = [await createUser(app), await createUser(app, { isAdmin: true })];
    const before = await findUser(member);
    const [roleForm, banForm] = [
      await readForm(app.url + userPath(member), cookie, 'Save role'),
      await readForm(app.url + userPath(member), cookie, 'Ban user'),
    ];
    const submit = async (form: typeof banForm, fields: [string, string | Blob][]) => {
      const response = await sendForm(form, fields);
      expect(response.status).toBe(200);
      return response.text();
    };
    for (const role of ['emperor', 'admin,user', '', 'constructor', new Blob(['admin'])]) {
      expect(await submit(roleForm, [['role', role]])).toContain('Choose a role.');
    }
    for (const value of ['forever', '', 'toString']) {
      const html = await submit(banForm, [
        ['reason', 'Kept here'],
        ['duration', value],
      ]);
      expect(html).toContain('Choose a duration.');
      expect(html).toContain('>Kept here</textarea>');
    }
    const fields: [string, string][] = [['duration', 'permanent']];
    expect(await submit(banForm, [...fields, ['reason', 'a\0b']])).toContain('Remove invisible characters.');
    expect(await submit(banForm, [...fields, ['reason', 'a'], ['reason', 'b']])).toContain('Enter a reason.');
    expect(await submit(banForm, [...fields, ['reason', 'a'], ['id', member.id]])).toContain(
      'This account has been deleted',
    );
    expect(await findUser(member)).toEqual(before);
  });

  for (const [event, trigger, message] of [
    ['the session is revoked', (_page: Page, user: User) => endSessions(user), "You're signed out."],
    ['signing out in another tab', (page: Page) => page.context().clearCookies(), "You're signed out."],
    [
      'the administrator role is removed',
      (_page: Page, user: User) => removeRole(user),
      "You're no longer an administrator.",
    ],
  ] as const) {
    test(`shows an error and keeps the typed text after ${event}`, async ({ page }) => {
      const member = await createUser(app);
      const administrator = await signInAdministrator(page);
      await page.goto(userPath(member));
      await fillBan(page, 'Thought about for an hour', '1 week');
      await trigger(page, administrator);
      await confirmBan(page);
      await expectAlert(page, message);
      await expect(page.getByLabel('Reason')).toHaveValue('Thought about for an hour');
      await expect(duration(page).locator(':checked')).toHaveText('1 week');
      expect(await findUser(member)).not.toMatchObject({ banned: true });
    });
  }

  test('shows an error when the user no longer exists', async ({ page }) => {
    const member = await createUser(app);
    await signInAdministrator(page);
    await page.goto(userPath(member));
    await database()`delete from neon_auth.user where id = ${member.id}`;
    await clickButton(page, 'Sign out everywhere');
    await expectAlert(page, 'This account has been deleted.');
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the admin forms keep their values after an error, redirect with a notice, and a rejected ban stays visible', async ({
    page,
  }) => {
    const member = await createUser(app);
    await signInAdministrator(page);
    await page.goto('/admin/users');
    await page.getByLabel('Search users').fill(member.id);
    await page.getByLabel('Search by').selectOption('Email');
    await clickButton(page, 'Search');
    await userRows(page).getByRole('link').click();
    await expect(page).toHaveURL(userPath(member));

    await page.getByRole('combobox', { name: 'Role' }).selectOption('Administrator');
    await clickButton(page, 'Save role');
    await expectNotice(page, /^Role updated\./);
    await expect(page.getByRole('combobox', { name: 'Role' }).locator(':checked')).toHaveText('Administrator');

    await fillBan(page, ' ', '1 week');
    await confirmBan(page);
    await expect(page.getByLabel('Reason')).toHaveAccessibleDescription('Enter a reason.');
    await expect(page.getByLabel('Reason')).toHaveValue(' ');
    await expect(duration(page).locator(':checked')).toHaveText('1 week');
    await page.getByLabel('Reason').fill('The second reason');
    await banFirst(member);
    await confirmBan(page);
    await expectAlert(page, 'This user is already banned.');
    await expect(page.getByLabel('Reason')).toBeVisible();
    await expect(page.getByLabel('Reason')).toHaveValue('The second reason');
    await expect(duration(page).locator(':checked')).toHaveText('1 week');
    await page.goto(userPath(member));
    await expect(page.getByLabel('Reason')).toHaveCount(0);
    await clickButton(page, 'Lift ban');
    await expectNotice(page, 'Ban lifted. The user can sign in again.');
    await clickButton(page, 'Sign out everywhere');
    await expectNotice(page, 'User signed out everywhere.');
    await fillBan(page, 'Sold shoes.', '1 week');
    await confirmBan(page);
    await expectNotice(page, 'User banned and signed out everywhere.');
    await expect(section(page, 'Ban')).toContainText('Banned until');
    await expect(page.getByLabel('Reason')).toHaveCount(0);
  });

  test('only the rejected form is visible after the session, the administrator role or the user is gone', async ({
    page,
  }) => {
    for (const [remove, button, message] of [
      [(administrator: User) => endSessions(administrator), 'Ban user', "You're signed out."],
      [(administrator: User) => removeRole(administrator), 'Ban user', "You're no longer an administrator."],
      [
        (_administrator: User, { id }: User) => database()`delete from neon_auth.user where id = ${id}`,
        'Sign out everywhere',
        'This account has been deleted.',
      ],
    ] as const) {
      const member = await createUser(app);
      const administrator = await signInAdministrator(page);
      await page.goto(userPath(member));
      await expect(main(page).getByRole('region')).toHaveCount(4);
      await fillBan(page, 'Thought about for an hour', '1 week');
      await remove(administrator, member);
      await (button === 'Ban user' ? confirmBan(page) : clickButton(page, button));
      await expectAlert(page, message);
      await expect(main(page).getByRole('region')).toHaveCount(1);
      if (button === 'Ban user') {
        await expect(page.getByLabel('Reason')).toHaveValue('Thought about for an hour');
        await expect(duration(page).locator(':checked')).toHaveText('1 week');
      }
      expect(await findUser(member)).not.toMatchObject({ banned: true });
    }
  });
});
