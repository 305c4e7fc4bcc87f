import { afterEach, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { faultsOf } from '../support/faults';
import { fieldValue, type RawForm, readForm, sendForm, visibleText } from '../support/raw-form';
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
