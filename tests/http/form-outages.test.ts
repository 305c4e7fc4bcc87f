import { afterEach, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { SQL_FAULTS } from '@/local/faults/settings';
import { faultsOf } from '../support/faults';
import { cookieHeader, cookiesOf } from '../support/people';
import { createPost } from '../support/posts';
import { type RawForm, readForm, sendForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const faults = faultsOf(app);
afterEach(() => faults.clear());

const password = 'secret enough';

/** A form, what to type, and the visitor who sends it. */
interface Case {
  path: string;
  button: string;
  fields: Record<string, string>;
  visitor?: User;
}

/** Every form that needs the auth server. Rate limits are per email address, so each form gets a new one. */
function formsOf(user: User, admin: User, other: User): Case[] {
  const email = () => ({ email: `${crypto.randomUUID()}@example.com` });
  const passwords = { currentPassword: password, newPassword: password };
  return [
    { path: '/auth/sign-in', button: 'Sign in', fields: { ...email(), password } },
    { path: '/auth/sign-up', button: 'Create account', fields: { name: 'Ada', ...email(), password } },
    { path: '/auth/forgot-password', button: 'Send link', fields: email() },
    { path: '/auth/reset-password?token=x', button: 'Save password', fields: { password } },
    { path: '/auth/email-otp', button: 'Send code', fields: email() },
    { path: '/auth/magic-link', button: 'Send link', fields: email() },
    { path: '/auth/verify-email', button: 'Send code', fields: email() },
    { path: '/auth/verify-email', button: 'Send a link instead', fields: email() },
    { path: '/auth/sign-in', button: 'Continue with Google', fields: {} },
    { path: '/account', button: 'Save profile', fields: { name: 'Ada King', image: '' }, visitor: user },
    { path: '/account', button: 'Change password', fields: passwords, visitor: user },
    { path: '/account', button: 'Create token', fields: {}, visitor: user },
    { path: '/account', button: 'Delete account', fields: { email: user.email }, visitor: user },
    { path: '/organizations', button: 'Create organization', fields: { name: 'Engines' }, visitor: user },
    {
      path: `/admin/users/${other.id}`,
      button: 'Ban user',
      fields: { reason: 'Thought about for an hour', duration: 'week' },
      visitor: admin,
    },
  ];
}

/** Returns the value of a field in a page. */
function fieldValue(html: string, name: string): string | undefined {
  const field = new RegExp(`<(input|textarea|select)[^>]* name="${name}"[^>]*>(?:.*?</\\1>)?`, 's').exec(html);
  const [tag = '', kind] = field ?? [];
  if (kind === 'textarea') return />(.*)<\/textarea>/s.exec(tag)?.[1];
  const option = kind === 'select' ? /<option[^>]* selected=""[^>]*>/.exec(tag)?.[0] : /^[^>]*>/.exec(tag)?.[0];
  return option && (/ value="([^"]*)"/.exec(option)?.[1] ?? '');
}

/** Returns the text that a page shows. */
function visibleText(html: string): string {
  return html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, '');
}

test('for every fault of the auth server, each form shows an error, keeps its input and changes nothing', async () => {
  const user = await createUser(app);
  const admin = await createUser(app, { isAdmin: true });
  const other = await createUser(app);
  const forms = await Promise.all(
    formsOf(user, admin, other).map(async (form) => {
      const { path, button, visitor } = form;
      return { ...form, raw: await readForm(app.url + path, visitor?.cookie, button) };
    }),
  );
  const signOut = await readForm(`${app.url}/auth/sign-out`, user.cookie);

  const expectRejected = async ({ path, button, fields, raw }: Case & { raw: RawForm }) => {
    const html = await (await sendForm(raw, Object.entries(fields))).text();
    const message = /<p[^>]* role="alert"[^>]*>([^<]*)/.exec(html)?.[1];
    const values = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldValue(html, name)]));
    const kept = Object.entries(fields).map(([name, value]) => [name, /password/i.test(name) ? '' : value]);
    expect([path, button, message, values]).toEqual([
      ...[path, button, 'Sign-in is temporarily unavailable. Try again in a moment.'],
      Object.fromEntries(kept),
    ]);
  };
  const expectStillSignedIn = async () => {
    const { status, headers } = await sendForm(signOut, []);
    expect([status, headers.get('location')]).toEqual([303, '/auth/sign-out']);
  };
  const expectUnavailable = async (path: string) => {
    const page = await fetch(app.url + path, { headers: admin.headers });
    const html = await page.text();
    expect([path, page.status, visibleText(html).includes('Something went wrong')]).toEqual([path, 503, true]);
    expect(html).toContain(`<a href="${path.replace('&', '&amp;')}"`);
  };

  // A slow auth server runs the requests after the forms have given up, so this fault is the last one.
  for (const auth of ['drop', 'error', 'html', 'garbage', 'slow']) {
    await faults.inject({ auth, slowMs: 10_000 });
    await Promise.all([
      expectStillSignedIn(),
      ...forms.map(expectRejected),
      ...['/admin/users?q=ada&by=name', `/admin/users/${other.id}`].map(expectUnavailable),
    ]);
    const users = await connect(app.databaseUrl)`
      select name, coalesce(banned, false) as banned,
        (select count(*)::int from neon_auth.session where "userId" = u.id) as sessions
      from neon_auth.user u where id in (${user.id}, ${other.id})`;
    const unchanged = { name: 'Ada Lovelace', banned: false, sessions: 1 };
    expect([auth, ...users]).toEqual([auth, unchanged, unchanged]);
  }
});

test('for every fault of the database, pages show an error, and a post is saved once on retry', async () => {
  const user = await createUser(app);
  const path = await createPost(app, user, 'Readable again');
  const sessionCache = cookiesOf(await fetch(`${app.url}/posts`, { headers: user.headers }));
  const headers = { cookie: `${user.cookie}; ${cookieHeader(sessionCache)}` };

  const expectUnavailable = async (url: string) => {
    const page = await fetch(app.url + url, { headers });
    const html = await page.text();
    expect([url, page.status]).toEqual([url, 503]);
    expect(html).toContain(`<a href="${url}"`);
    const text = visibleText(html);
    expect(text).toContain('Something went wrong');
    expect(text).toContain(user.name);
    expect(text).not.toMatch(/NeonDbError|fetch|node_modules|at async/);
  };

  for (const sql of SQL_FAULTS) {
    const content = `Typed once: ${crypto.randomUUID()}`;
    const form = await readForm(`${app.url}/posts/new`, user.cookie, 'Save draft');
    const send = () => sendForm(form, [['content', content]]);
    const [, key] = form.hidden.find(([name]) => name === 'idempotencyKey') ?? [];
    const expectRejected = async () => {
      const html = await (await send()).text();
      expect(visibleText(html)).toContain('We couldn&#x27;t save this.');
      expect([fieldValue(html, 'content'), fieldValue(html, 'idempotencyKey')]).toEqual([content, key]);
    };
    await faults.inject({ sql, slowMs: 5_000 });
    await Promise.all([
      expectRejected(),
      ...['/posts', '/posts?q=hello', '/posts/mine', path, `${path}/edit`].map(expectUnavailable),
    ]);

    await faults.clear();
    expect([sql, (await send()).status]).toEqual([sql, 303]);
    expect(await connect(app.databaseUrl)`select id from posts where content = ${content}`).toHaveLength(1);
    expect(await (await fetch(app.url + path, { headers })).text()).toContain('Readable again');
  }
});
