import { describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { lastMessageTo } from '../support/mailbox';
import { cookieHeader, cookiesOf } from '../support/people';
import { loadPage, readForm, sendForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
const readAccount = async ({ cookie }: User) => (await loadPage(`${app.url}/account`, cookie)).html;

/** Inserts more sessions than Neon Auth lists at once. */
async function addSessions({ id }: User, count: number) {
  await sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
    select ${id}, gen_random_uuid(), now() + interval '1 day', now() from generate_series(1, ${count}::int)`;
}

describe('a user with more sessions than Neon Auth lists at once', () => {
  test('sees all of them, and which is the current one', async () => {
    const user = await createUser(app);
    await addSessions(user, 150);
    await sql`update neon_auth.session set "createdAt" = now() + interval '1 minute' where token = ${user.token}`;
    const [main = ''] = (await readAccount(user)).split('</main>');
    expect(main.match(/This device/g)).toHaveLength(1);
    expect(main.match(/last used/g)).toHaveLength(150);
  });

  test('has all of them listed for an administrator', async () => {
    const [user, administrator] = [await createUser(app), await createUser(app, { isAdmin: true })];
    await addSessions(user, 150);
    const url = `${app.url}/admin/users/${user.id}`;
    const html = await (await fetch(url, { headers: { cookie: administrator.cookie } })).text();
    expect(html.split('</main>')[0]?.match(/last used/g)).toHaveLength(151);
  });

  test('ends all others at once', async () => {
    const user = await createUser(app);
    await addSessions(user, 150);
    const form = await readForm(`${app.url}/account`, user.cookie, 'Sign out other sessions');
    const send = async () => (await sendForm(form, [])).headers.get('location') ?? '';
    // Neon Auth can take longer than the app waits, on a busy machine.
    await expect.poll(send, { timeout: 60_000 }).toContain('notice=other-sessions-revoked');
    expect(await sql`select token from neon_auth.session where "userId" = ${user.id}`).toEqual([{ token: user.token }]);
  });
});

describe('a rejected password change', () => {
  test.each([
    [true, [['revokeOthers', 'on']]],
    [false, []],
  ] as [boolean, [string, string][]][])('keeps "Sign out other sessions" %s', async (isChecked, checkbox) => {
    const user = await createUser(app);
    const form = await readForm(`${app.url}/account`, user.cookie, 'Change password');
    const response = await sendForm(form, [
      ['currentPassword', 'not this one'],
      ['newPassword', 'another long password'],
      ...checkbox,
    ]);
    const html = await response.text();
    expect(html).toContain('Current password is incorrect.');
    const input = /<input[^>]*name="revokeOthers"[^>]*>/.exec(html)?.[0] ?? '';
    expect(input.includes('checked')).toBe(isChecked);
  });
});

test('a user without a password sets one with an emailed link', async () => {
  const user = await createUser(app);
  await sql`delete from neon_auth.account where "userId" = ${user.id}`;
  const form = await readForm(`${app.url}/account`, user.cookie, 'Set a password');
  expect(await (await sendForm(form, [])).text()).toContain(`We sent a link to ${user.email}`);
  const { url = '' } = await lastMessageTo(user.email, app.neonOrigin);
  const page = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
  const reset = await sendForm(await readForm(page, user.cookie), [['password', 'my first password']]);
  expect(reset.headers.get('location')).toBe('/account?notice=password-changed');
  const signedIn = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: 'POST',
    body: JSON.stringify({ email: user.email, password: 'my first password' }),
    headers: { 'content-type': 'application/json', origin: app.url },
  });
  expect(signedIn.status).toBe(200);
});

test('an organization with more members than Neon Auth lists at once shows all of them', async () => {
  const user = await createUser(app);
  const id = crypto.randomUUID();
  await sql.transaction([
    sql`insert into neon_auth.organization (id, name, slug, "createdAt") values (${id}, 'Many', ${id}, now())`,
    sql`insert into neon_auth.member ("organizationId", "userId", role, "createdAt") values (${id}, ${user.id}, 'owner', now())`,
    sql`with people as (
          insert into neon_auth.user (name, email, "emailVerified")
          select 'Member ' || n, ${id} || n || '@example.com', true from generate_series(1, 120) n returning id)
        insert into neon_auth.member ("organizationId", "userId", role, "createdAt") select ${id}, id, 'member', now() from people`,
  ]);
  const { html } = await loadPage(`${app.url}/organizations/${id}`, user.cookie);
  expect(new Set(html.match(/Member \d+/g)).size).toBe(120);
});

describe('a user with more organizations and invitations than Neon Auth lists at once', () => {
  const COUNT = 120;

  /** Inserts organizations named `Club 1` and so on, whose only member is the user. @returns their ids, by name */
  const insertClubs = async (user: User): Promise<Map<string, string>> => {
    const rows = await sql`
      with club as (
        insert into neon_auth.organization (id, name, slug, "createdAt")
        select gen_random_uuid(), 'Club ' || n, gen_random_uuid(), now() from generate_series(1, ${COUNT}::int) n returning id, name),
      owner as (
        insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
        select id, ${user.id}, 'owner', now() from club)
      select id, name from club`;
    return new Map(rows.map(({ id, name }) => [name, id]));
  };
  const read = (path: string, user: User) => loadPage(app.url + path, user.cookie, 'manual');

  test('sees every organization, can open each, and cannot delete the account while they own one alone', async () => {
    const user = await createUser(app);
    const clubs = await insertClubs(user);
    expect(new Set((await read('/organizations', user)).html.match(/Club \d+/g)).size).toBe(COUNT);
    // Neon Auth lists in no order. The first and the last inserted cannot both be missing for another reason.
    for (const name of ['Club 1', `Club ${COUNT}`]) {
      expect((await read(`/organizations/${clubs.get(name)}`, user)).status).toBe(200);
    }
    const partner = await createUser(app);
    // Now the user is the only owner of the last organization, and of no other one.
    await sql`
      insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
      select o.id, ${partner.id}, 'owner', now() from neon_auth.organization o
      where o.id = any(${[...clubs.values()]}::uuid[]) and o.name <> ${`Club ${COUNT}`}`;
    const form = await readForm(`${app.url}/account`, user.cookie, 'Delete account');
    const reply = await sendForm(form, [['email', user.email]]);
    expect(/only owner of [^<]*?\./.exec(await reply.text())?.[0]).toBe(`only owner of Club ${COUNT}.`);
  });

  test('sees a pending invitation after many that were answered, can cancel it, and the invitee sees all', async () => {
    const user = await createUser(app);
    const invitee = await createUser(app, { isEmailVerified: true });
    const clubs = [...(await insertClubs(user)).values()];
    await sql.transaction([
      sql`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
          select gen_random_uuid(), ${clubs[0]}, n || '@example.com', 'member', 'accepted', now() + interval '1 day', ${user.id}
          from generate_series(1, ${COUNT}::int) n`,
      sql`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
          select gen_random_uuid(), club, ${invitee.email}, 'member', 'pending', now() + interval '1 day', ${user.id}
          from unnest(${clubs}::uuid[]) club`,
    ]);
    const own = await read('/organizations', invitee);
    expect(new Set(own.html.match(/Club \d+/g)).size).toBe(COUNT);

    const url = `${app.url}/organizations/${clubs[0]}`;
    expect((await read(`/organizations/${clubs[0]}`, user)).html).toContain(invitee.email);
    const cancelled = await sendForm(await readForm(url, user.cookie, 'Cancel'), []);
    expect(cancelled.headers.get('location')).toContain('notice=invitation-cancelled');
  });
});

test('a session that a form has created names its browser, and the account forgets it when it is deleted', async () => {
  const { email, id, password } = await createUser(app);
  const form = await readForm(`${app.url}/auth/sign-in`);
  const fields: [string, string][] = [
    ['email', email],
    ['password', password],
  ];
  const signedIn = await sendForm(form, fields, {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  });
  const cookie = cookieHeader(cookiesOf(signedIn));
  const account = async () => (await fetch(`${app.url}/account`, { headers: { cookie } })).text();
  // It is recorded after the response.
  await expect.poll(account, { timeout: 10_000 }).toContain('Firefox on Windows');
  const browsers = () => sql`select user_agent from session_browsers where user_id = ${id}`;
  expect(await browsers()).toHaveLength(1);
  const deleted = await sendForm(await readForm(`${app.url}/account`, cookie, 'Delete account'), [['email', email]]);
  expect(deleted.headers.get('location')).toContain('notice=account-deleted');
  expect(await browsers()).toEqual([]);
});
