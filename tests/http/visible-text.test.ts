import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { lastMessageTo } from '../support/mailbox';
import { createPost } from '../support/posts';
import { readForm, saidBeside, sendForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
/** A name as it can come from outside the forms, and as the app shows it. The Hebrew letters would reorder the text around them. */
const [STORED, SHOWN] = ['\u202Eא Lovelace\u0007\u202C\u2028ב', 'א Lovelace ב'];
const INVISIBLE = /[\u202A-\u202E\u2066-\u2069\u2028]|(?!\n)\p{Cc}/u;
let reader: User;
let paths: Record<string, string>;

beforeAll(async () => {
  reader = await createUser(app, { name: STORED, isAdmin: true, isEmailVerified: true });
  const [own, invited] = [randomUUID(), randomUUID()];
  const member = await createUser(app, { name: STORED });
  await sql.transaction([
    sql`insert into neon_auth.organization (id, name, slug, "createdAt")
        values (${own}, ${STORED}, ${own}, now()), (${invited}, ${STORED}, ${invited}, now())`,
    sql`insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
        values (${own}, ${reader.id}, 'owner', now()), (${own}, ${member.id}, 'owner', now())`,
    sql`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
        values (${randomUUID()}, ${invited}, ${reader.email}, 'member', 'pending', now() + interval '1 hour', ${member.id})`,
    sql`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
        values (${randomUUID()}, ${own}, 'ב@example.com', 'member', 'pending', now() + interval '1 hour', ${reader.id})`,
  ]);
  const post = await createPost(app, member, '\u202Eוצמח\u202C isolated');
  paths = {
    account: '/account',
    organizations: '/organizations',
    organization: `/organizations/${own}`,
    users: '/admin/users',
    user: `/admin/users/${member.id}`,
    posts: '/posts?q=isolated',
    post,
  };
});

/** Returns the HTML of a page, without scripts and comments. */
async function pageAt(path: string, cookie = reader.cookie): Promise<string> {
  const response = await fetch(app.url + path, { headers: { cookie } });
  expect(response.status).toBe(200);
  return (await response.text()).replace(/<script.*?<\/script>|<!--.*?-->/gs, '');
}

describe.each(['posts', 'post', 'organizations', 'organization', 'users', 'user', 'account'])(
  'on the page %s, a name',
  (page) => {
    test('is isolated from the text around it, and has no control characters', async () => {
      const html = await pageAt(paths[page] ?? '');
      const parents = [...html.matchAll(new RegExp(`<(\\w+)[^<>]*>[^<>]*${SHOWN}[^<>]*<`, 'g'))].map(([, tag]) => tag);
      expect(parents.length).toBeGreaterThan(0);
      expect(parents.filter((tag) => tag !== 'bdi' && tag !== 'title')).toEqual([]);
      // The text of a post is a paragraph with a direction of its own.
      expect(html.replace(/<p dir="auto".*?<\/p>/gs, '')).not.toMatch(INVISIBLE);
    });
  },
);

test('the email address of an invitation is isolated', async () => {
  expect(await pageAt(paths.organization ?? '')).toContain('<bdi>ב@example.com</bdi>');
});

test('the title of a post has no control characters', async () => {
  expect(await pageAt(paths.post ?? '')).toMatch(/<title>וצמח isolated/);
});

test.each([
  ['\u200B', 'Enter your name.'],
  ['Ada\u0007', 'Remove invisible characters.'],
])('a sign-up with the name %j is rejected', async (name, error) => {
  const form = await readForm(`${app.url}/auth/sign-up`, '', 'Create account');
  const response = await sendForm(form, [
    ['name', name],
    ['email', `${randomUUID()}@example.com`],
    ['password', 'correct horse battery'],
  ]);
  expect(saidBeside(await response.text(), 'name')).toBe(error);
});

test('a profile is saved with the name that others see', async () => {
  const user = await createUser(app);
  const form = await readForm(`${app.url}/account`, user.cookie, 'Save profile');
  const response = await sendForm(form, [
    ['name', ' \u202EZoe\u0308\r\nLovelace\u202C\u200B'],
    ['image', ''],
  ]);
  expect(response.status).toBe(303);
  expect(await sql`select name from neon_auth.user where id = ${user.id}`).toEqual([{ name: 'Zoë Lovelace' }]);
});

test('an organization is deleted by its name as the page shows it', async () => {
  const [user, id] = [await createUser(app), randomUUID()];
  await sql.transaction([
    sql`insert into neon_auth.organization (id, name, slug, "createdAt") values (${id}, ${'Cafe\u0301\u202E Ltd'}, ${id}, now())`,
    sql`insert into neon_auth.member ("organizationId", "userId", role, "createdAt") values (${id}, ${user.id}, 'owner', now())`,
  ]);
  const form = await readForm(`${app.url}/organizations/${id}`, user.cookie, 'Delete organization');
  await sendForm(form, [['name', 'Caf\u00E9 Ltd']]);
  expect(await sql`select id from neon_auth.organization where id = ${id}`).toEqual([]);
});

const username = (email: string) => new RegExp(`<input type="text" autocomplete="username"[^>]* value="${email}"`, 'i');

test('the form to change a password names the user for password managers', async () => {
  expect(await pageAt('/account')).toMatch(username(reader.email));
});

test('the form to reset a password names the user for password managers', async () => {
  const user = await createUser(app);
  const form = await readForm(`${app.url}/auth/forgot-password?next=/account?from=a-link`, '', 'Send link');
  await sendForm(form, [['email', `\u202A${user.email}\u202C`]]);
  const { url = '' } = await lastMessageTo(user.email, app.neonOrigin);
  const link = await fetch(url, { redirect: 'manual' });
  const page = new URL(link.headers.get('location') ?? '');
  expect(page.searchParams.get('next')).toBe(`~${Buffer.from('account?from=a-link').toString('base64url')}`);
  expect(await pageAt(page.pathname + page.search, '')).toMatch(username(user.email));
});

test('a search that only excludes words says what to add', async () => {
  expect(await pageAt(`/posts?${new URLSearchParams({ q: '—deep' })}`)).toContain(
    'Add a word to find. A minus only excludes words.',
  );
});

test('a search for the quotation of a page finds what it quotes', async () => {
  const user = await createUser(app);
  await sql`insert into posts (user_id, content, is_published) values (${user.id}, 'gleditsia triacanthos', true)`;
  const results = async (q: string) => pageAt(`/posts?${new URLSearchParams({ q })}`);
  expect(await results('“gleditsia triacanthos”')).toContain('<mark>gleditsia</mark>');
  expect(await results('“triacanthos gleditsia”')).toContain('No results for “<bdi>');
});

test('an address that the auth server rejects gets the reason', async () => {
  const form = await readForm(`${app.url}/auth/sign-in`, '', 'Sign in');
  const response = await sendForm(form, [
    ['email', 'R&D@example.com'],
    ['password', 'correct horse battery'],
  ]);
  expect(saidBeside(await response.text(), 'email')).toContain('This email address can&#x27;t be used here.');
});
