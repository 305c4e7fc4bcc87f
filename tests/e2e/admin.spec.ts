import type { Browser, Page } from '@playwright/test';
import { APP_NAME } from '../../lib/app-name';
import { connect } from '../../lib/db/connection';
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
const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
const noticed = (page: Page, words: string | RegExp) => expect(page.getByRole('status').first()).toHaveText(words);
const refused = (page: Page, words: string) => expect(main(page).getByRole('alert')).toContainText(words);
const pathOf = ({ id }: { id: string }) => `/admin/users/${id}`;

/** What the database has of a user. */
async function userOf(email: string) {
  const [user] = await sql`
    select id, role, banned, "banReason", "banExpires" from neon_auth.user where email = ${email}`;
  return { id: String(user?.id), banExpires: user?.banExpires, ...user };
}

/** Everything that a browser sends along. */
async function cookiesIn(page: Page): Promise<string> {
  return cookieHeader(Object.fromEntries((await page.context().cookies()).map(({ name, value }) => [name, value])));
}

const signInElsewhere = (person: Person) => signIn(app, person, { 'user-agent': 'X11; Linux Firefox/140.0' });

/** What the API answers to somebody who writes. */
async function write(headers: Record<string, string>): Promise<number> {
  return (await ask(`${app}/api/posts`, { method: 'POST', headers, body: { content: 'Still here' } })).status;
}

async function ban(page: Page, member: Member, reason: string, duration = 'For good'): Promise<void> {
  await page.goto(pathOf(member));
  await page.getByLabel('Reason').fill(reason);
  await page.getByLabel('For how long').selectOption(duration);
  await press(page, 'Ban user');
}

/** Somebody else's page, in a browser of their own. */
async function pageOf(browser: Browser, person: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signUpIn(page.context(), app, person);
  return page;
}

/** Users without a session, each a minute older than the one before. */
async function newUsers(count: number, prefix: string, name: string): Promise<void> {
  await sql`
    insert into neon_auth.user (name, email, "emailVerified", "createdAt")
    select ${name} || ' ' || n, ${prefix} || n || '@example.com', false, now() - n * interval '1 minute'
    from generate_series(1, ${count}::int) n`;
}

test.describe('who may see users', () => {
  test('a visitor goes to sign in, and comes back', async ({ page }) => {
    const { id } = await newMember(app);
    await page.goto('/admin/users?q=ada');
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent('/admin/users?q=ada')}`);
    await page.goto(pathOf({ id }));
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(pathOf({ id }))}`);
  });

  test('for anybody else there is no such page, and no way to it', async ({ page }) => {
    const member = await newMember(app);
    await signUpIn(page.context(), app, newPerson());
    for (const path of ['/admin/users', `/admin/users?q=${member.person.email}`, pathOf(member)]) {
      expect((await page.goto(path))?.status()).toBe(404);
      expect(await page.content()).not.toContain(member.person.email);
    }
    await page.goto('/account');
    await expect(main(page).getByRole('link', { name: 'Users' })).toHaveCount(0);
  });

  test('who is no administrator any more sees nobody at once, though their session says so for a minute', async ({
    page,
  }) => {
    const member = await newMember(app);
    const { email } = await signUpAdministrator(page.context(), app, database);
    await page.goto('/account');
    await main(page).getByRole('link', { name: 'Users' }).click();
    await expect(page).toHaveTitle(`Users · ${APP_NAME}`);
    await sql`update neon_auth.user set role = 'user' where email = ${email}`;
    for (const path of ['/admin/users', pathOf(member)]) {
      expect((await page.goto(path))?.status()).toBe(404);
      expect(await page.content()).not.toContain(member.person.email);
    }
  });

  test('an administrator whose session has ended goes to sign in', async ({ page }) => {
    const { email } = await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    await sql`delete from neon_auth.session where "userId" = ${(await userOf(email)).id}`;
    await page.goto('/admin/users');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Fadmin%2Fusers');
  });

  test('nobody is found by an id that is unknown, or none', async ({ page }) => {
    await signUpAdministrator(page.context(), app, database);
    for (const id of [crypto.randomUUID(), '1', 'x'.repeat(300), '%00']) {
      expect((await page.goto(`/admin/users/${id}`))?.status()).toBe(404);
    }
  });
});

test.describe('the list', () => {
  test('goes newest first and page by page, to the end and back', async ({ page }) => {
    const prefix = `p${crypto.randomUUID()}-`;
    await newUsers(41, prefix, 'Paged');
    await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    await expect(main(page)).toContainText(/[\d,]+ users/);
    await page.getByLabel('Search users').fill(prefix.toUpperCase());
    await press(page, 'Search');
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
    await expect(main(page).getByRole('heading', { level: 2 })).toHaveText('Nobody older');
    await page.getByRole('link', { name: 'Back to the newest' }).click();
    await expect(rows.first()).toContainText(`${prefix}1@example.com`);
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(30), '1&page=2']) {
      expect((await page.goto(`/admin/users?page=${number}`))?.status()).toBe(404);
    }
  });

  test('says who is an administrator and who is banned, and leads to each', async ({ page }) => {
    const tag = crypto.randomUUID();
    await newUsers(3, `${tag}-`, 'Listed');
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
    await expect(page).toHaveTitle(`Listed 2 · ${APP_NAME}`);
    await expect(section(page, 'Profile')).toContainText(`${tag}-2@example.com · not verified yet`);
    await page.getByRole('link', { name: 'All users' }).click();
    await expect(page).toHaveURL('/admin/users');
  });

  test('is searched by email or by name, letter by letter', async ({ page }) => {
    const tag = crypto.randomUUID();
    await newUsers(1, `a_b${tag}-`, `Élise ${tag}`);
    await newUsers(1, `axb${tag}-`, `50% ${tag}`);
    await signUpAdministrator(page.context(), app, database);
    await page.goto('/admin/users');
    for (const [field, words, found] of [
      ['Email', `A_B${tag}`, /Élise/],
      ['Name', `lise ${tag}`, /Élise/],
      ['Name', `50% ${tag}`, /50%/],
    ] as const) {
      await page.getByLabel('Search users').fill(words);
      await page.getByLabel('Search by').selectOption(field);
      await press(page, 'Search');
      await expect(page.getByLabel('Search users')).toHaveValue(words);
      await expect(page.getByLabel('Search by').locator(':checked')).toHaveText(field);
      await expect(main(page).getByRole('listitem')).toHaveText([found]);
      await expect(main(page)).toContainText('1 user found');
    }
    for (const nothing of [`%${tag}`, `\\${tag}`, `élise ${tag}`, '<script>']) {
      await page.getByLabel('Search users').fill(nothing);
      await press(page, 'Search');
      await expect(main(page).getByRole('heading', { level: 2 })).toHaveText(`No user matches “${nothing}”`);
    }
    await page.getByRole('link', { name: 'See all users' }).click();
    await expect(page).toHaveURL('/admin/users');
    await page.goto(`/admin/users?q=a_b${tag}&by=password`);
    await expect(main(page).getByRole('listitem')).toHaveCount(1);
    await page.goto(`/admin/users?q=${'x'.repeat(201)}`);
    await refused(page, 'Search for at most 200 characters.');
    await page.goto('/admin/users?q=%00');
    await refused(page, 'Remove the invisible characters.');
  });
});

test.describe('a ban', () => {
  test('ends everything at once, and is lifted', async ({ page, browser }) => {
    const member = await newMember(app);
    const elsewhere = await signInElsewhere(member.person);
    expect(await write(member.withToken)).toBe(201);
    await signUpAdministrator(page.context(), app, database);
    await ban(page, member, '  Sold shoes.\r\nTwice.  ');
    await noticed(page, 'They are banned, and signed out everywhere.');
    await expect(section(page, 'Ban')).toContainText('Banned for good.');
    await expect(section(page, 'Ban')).toContainText('Sold shoes. Twice.');
    await expect(section(page, 'Where they are signed in')).toContainText('Nowhere.');
    expect(await userOf(member.person.email)).toMatchObject({ banned: true, banReason: 'Sold shoes.\nTwice.' });

    // With a token, too, and with a copy of the session that is good for a minute.
    for (const headers of [member.withToken, { cookie: cookieHeader(cookiesOf(elsewhere)), origin: app }]) {
      expect(await write(headers)).toBe(401);
    }
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto('/auth/sign-in');
    await visitor.getByLabel('Email').fill(member.person.email);
    await visitor.getByLabel('Password').fill(member.person.password);
    await press(visitor, 'Sign in');
    await refused(visitor, 'This account is closed.');

    await press(page, 'Lift the ban');
    await noticed(page, 'The ban is lifted. They can sign in again.');
    await expect(page.getByLabel('Reason')).toHaveValue('');
    await visitor.getByLabel('Password').fill(member.person.password);
    await press(visitor, 'Sign in');
    await expect(visitor).toHaveURL('/posts');
  });

  test('leaves what is half written in an open tab where it is', async ({ page, browser }) => {
    const person = newPerson('Grace Hopper');
    const author = await pageOf(browser, person);
    await author.goto('/posts/new');
    await author.getByLabel('Content').fill('Written for an hour');
    const { id } = await userOf(person.email);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(pathOf({ id }));
    await page.getByLabel('Reason').fill('Sold shoes.');
    await press(page, 'Ban user');
    await noticed(page, 'They are banned, and signed out everywhere.');

    await press(author, 'Publish');
    await refused(author, 'You are signed out.');
    await expect(author.getByLabel('Content')).toHaveValue('Written for an hour');
    expect(await sql`select id from posts where user_id = ${id}`).toEqual([]);
  });

  test('for a time says when it ends, and is over then; one for good that follows is not', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    for (const [duration, days] of [
      ['A day', 1],
      ['A week', 7],
      ['A month (30 days)', 30],
    ] as const) {
      await ban(page, member, 'Sold shoes.', duration);
      await expect(section(page, 'Ban')).toContainText(/Banned until \w+ \d+, 20\d\d at .* UTC\./);
      const { banExpires } = await userOf(member.person.email);
      const inDays = (new Date(banExpires).getTime() - Date.now()) / (24 * 60 * 60 * 1000);
      expect(Math.abs(inDays - days)).toBeLessThan(0.01);
      await sql`update neon_auth.user set "banExpires" = now() - interval '1 second' where id = ${member.id}`;
    }
    expect((await signInElsewhere(member.person)).status).toBe(200);

    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 day' where id = ${member.id}`;
    await ban(page, member, 'Sold shoes again.');
    await expect(section(page, 'Ban')).toContainText('Banned for good.');
    expect((await signInElsewhere(member.person)).status).toBe(403);
  });

  test('needs a reason that fits, which stays when it does not', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    const tooLong = '👩‍👩‍👧‍👦'.repeat(501);
    for (const [typed, said] of [
      ['', 'Say why.'],
      [' \n\u200b ', 'Say why.'],
      [tooLong, 'Shorten this to 500 characters.'],
    ] as const) {
      await ban(page, member, typed, 'A week');
      await expect(page.getByLabel('Reason')).toHaveAccessibleDescription(said);
      await expect(page.getByLabel('Reason')).toHaveValue(typed);
      await expect(page.getByLabel('For how long').locator(':checked')).toHaveText('A week');
    }
    expect(await userOf(member.person.email)).not.toMatchObject({ banned: true });
    await ban(page, member, tooLong.slice(0, tooLong.length * (500 / 501)), 'A week');
    await noticed(page, 'They are banned, and signed out everywhere.');
  });

  test('that somebody else was faster with is left as it is', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(pathOf(member));
    await page.getByLabel('Reason').fill('The second reason');
    await sql`update neon_auth.user set banned = true, "banReason" = 'The first reason' where id = ${member.id}`;
    await press(page, 'Ban user');
    await refused(page, 'They were banned meanwhile.');
    await expect(page.getByLabel('Reason')).toHaveValue('The second reason');
    expect(await userOf(member.person.email)).toMatchObject({ banReason: 'The first reason' });
  });
});

test('an administrator makes another one, and takes it back', async ({ page, browser }) => {
  const person = newPerson('Grace Hopper');
  const other = await pageOf(browser, person);
  const { id } = await userOf(person.email);
  await signUpAdministrator(page.context(), app, database);
  for (const [role, status] of [
    ['Administrator', 200],
    ['User', 404],
  ] as const) {
    await page.goto(pathOf({ id }));
    await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
    await press(page, 'Save role');
    await noticed(page, /^The role is saved\./);
    await expect(page.getByRole('combobox', { name: 'Role' }).locator(':checked')).toHaveText(role);
    // A minute later.
    await other.context().clearCookies({ name: SESSION_DATA });
    expect((await other.goto('/admin/users'))?.status()).toBe(status);
  }
});

test('a user’s sessions are listed in words, and ended together', async ({ page }) => {
  const member = await newMember(app);
  const cookies = cookieHeader(cookiesOf(await signInElsewhere(member.person)));
  const { email } = await signUpAdministrator(page.context(), app, database);
  const answer = await page.goto(pathOf(member));
  const html = (await answer?.text()) ?? '';
  const tokens = await sql`select token from neon_auth.session s join neon_auth.user u on u.id = s."userId"
    where u.email in (${email}, ${member.person.email})`;
  expect(tokens).toHaveLength(3);
  for (const { token } of tokens) expect(html).not.toContain(token);

  const rows = section(page, 'Where they are signed in').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveText('Firefox on Linux · last used just now');
  await press(page, 'Sign out everywhere');
  await noticed(page, 'They are signed out everywhere.');
  await expect(section(page, 'Where they are signed in')).toContainText('Nowhere.');
  expect(await write({ cookie: cookies, origin: app })).toBe(401);
  expect((await signInElsewhere(member.person)).status).toBe(200);
});

test.describe('a form that must not succeed', () => {
  test('of an administrator about themselves is not there, and is refused when sent by hand', async ({ page }) => {
    const member = await newMember(app);
    const { email } = await signUpAdministrator(page.context(), app, database);
    const before = await userOf(email);
    await page.goto(pathOf(before));
    await expect(main(page)).toContainText('You cannot ban yourself.');
    await expect(main(page)).toContainText('Only another one can change that.');
    await expect(main(page).getByRole('button')).toHaveCount(0);

    const cookie = await cookiesIn(page);
    for (const [button, fields, said] of [
      ['Ban user', { reason: 'Me', duration: 'good' }, 'You cannot ban yourself.'],
      ['Save role', { role: 'user' }, 'You cannot change your own role.'],
      ['Sign out everywhere', {}, 'You end your own sessions in your account.'],
    ] as const) {
      const form = await readForm(app + pathOf(member), cookie, button);
      const hidden = form.hidden.filter(([name]) => name !== 'id');
      const sent = { ...form, hidden, url: app + pathOf(before) };
      const answer = await sendForm(sent, [['id', before.id], ...Object.entries(fields)]);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toMatch(new RegExp(`role="alert"[^>]*>${said}`));
    }
    // Without the app in between: the auth server refuses it, too.
    const byHand = await fetch(`${neon}/neondb/auth/admin/ban-user`, {
      method: 'POST',
      body: JSON.stringify({ userId: before.id, banReason: 'Me' }),
      headers: { cookie, origin: app, 'content-type': 'application/json' },
    });
    expect(byHand.status).toBe(400);
    expect(await userOf(email)).toEqual(before);
    await page.reload();
    await expect(page).toHaveTitle(`Ada Lovelace · ${APP_NAME}`);
  });

  test('says what no page would send', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(pathOf(member));
    const before = await userOf(member.person.email);
    const cookie = await cookiesIn(page);
    const send = async (button: string, fields: [string, string | Blob][]) => {
      const answer = await sendForm(await readForm(app + pathOf(member), cookie, button), fields);
      expect(answer.status).toBe(200);
      return answer.text();
    };
    for (const role of ['emperor', 'admin,user', '', 'constructor', new Blob(['admin'])]) {
      expect(await send('Save role', [['role', role]])).toContain('Choose a role.');
    }
    for (const duration of ['forever', '', 'toString']) {
      const html = await send('Ban user', [
        ['reason', 'Kept here'],
        ['duration', duration],
      ]);
      expect(html).toContain('Choose for how long.');
      expect(html).toContain('>Kept here</textarea>');
    }
    const fields: [string, string][] = [['duration', 'good']];
    expect(await send('Ban user', [...fields, ['reason', 'a\0b']])).toContain('Remove the invisible characters.');
    expect(await send('Ban user', [...fields, ['reason', 'a'], ['reason', 'b']])).toContain('Say why.');
    expect(await send('Ban user', [...fields, ['reason', 'a'], ['id', member.id]])).toContain('This account is gone');
    expect(await userOf(member.person.email)).toEqual(before);
  });

  for (const [who, end, said] of [
    [
      'whose session was revoked',
      (_page: Page, { id }: { id: string }) => sql`delete from neon_auth.session where "userId" = ${id}`,
      'You are signed out.',
    ],
    ['who signed out in another tab', (page: Page) => page.context().clearCookies(), 'You are signed out.'],
    [
      'who is none any more',
      (_page: Page, { id }: { id: string }) => sql`update neon_auth.user set role = 'user' where id = ${id}`,
      'You are no administrator any more.',
    ],
  ] as const) {
    test(`of an administrator ${who} says so, and keeps what was typed`, async ({ page }) => {
      const member = await newMember(app);
      const { email } = await signUpAdministrator(page.context(), app, database);
      await page.goto(pathOf(member));
      await page.getByLabel('Reason').fill('Thought about for an hour');
      await page.getByLabel('For how long').selectOption('A week');
      await end(page, await userOf(email));
      await press(page, 'Ban user');
      await refused(page, said);
      await expect(page.getByLabel('Reason')).toHaveValue('Thought about for an hour');
      await expect(page.getByLabel('For how long').locator(':checked')).toHaveText('A week');
      expect(await userOf(member.person.email)).not.toMatchObject({ banned: true });
    });
  }

  test('about a user who is gone says so', async ({ page }) => {
    const member = await newMember(app);
    await signUpAdministrator(page.context(), app, database);
    await page.goto(pathOf(member));
    await revokeSessions(database, member);
    await sql`delete from neon_auth.user where id = ${member.id}`;
    await press(page, 'Sign out everywhere');
    await refused(page, 'This account is gone: it was deleted meanwhile.');
  });
});
