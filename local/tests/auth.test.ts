import { expect, test } from 'vitest';
import { connect } from './support/connect';
import { newPerson } from './support/people';

const base = process.env.NEON_AUTH_BASE_URL ?? '';
const sql = connect(process.env.DATABASE_URL ?? '');

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${base}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', ...headers },
  });
}

test('sign-up creates the user, the account and the session in neon_auth', async () => {
  const person = newPerson();
  expect((await post('sign-up/email', person)).status).toBe(200);
  expect(
    await sql`select u.name, u."emailVerified", a."providerId", s.token is not null as session
      from neon_auth.user u join neon_auth.account a on a."userId" = u.id join neon_auth.session s on s."userId" = u.id
      where u.email = ${person.email}`,
  ).toEqual([{ name: person.name, emailVerified: false, providerId: 'credential', session: true }]);
});

test("the session cookie has Neon's name and attributes", async () => {
  const response = await post('sign-up/email', newPerson());
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Secure-neon-auth\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/,
    ),
  ]);
});

test('only a hash of the password is stored', async () => {
  const person = newPerson();
  await post('sign-up/email', person);
  const rows = await sql`select a.password from neon_auth.account a join neon_auth.user u on u.id = a."userId"
    where u.email = ${person.email}`;
  expect(rows[0]?.password).toMatch(/^[0-9a-f]+:[0-9a-f]+$/);
});

test('a password reset request delivers an email to the mailbox', async () => {
  const person = newPerson();
  await post('sign-up/email', person);
  await post('request-password-reset', {
    email: person.email,
    redirectTo: 'http://localhost:3000/auth/reset-password',
  });
  const mailbox = `${new URL(base).origin}/mailbox`;
  const messages: { to: string; url?: string }[] = await (await fetch(`${mailbox}.json`)).json();
  const email = messages.findLast(({ to }) => to === person.email);
  expect(email).toMatchObject({ type: 'reset-password', url: expect.stringContaining(base) });
  expect(await (await fetch(mailbox)).text()).toContain(person.email);
});

test('a relative callbackURL of a provider leads back to the origin of the app', async () => {
  const { name, email } = newPerson();
  const started = await post('sign-in/social', { provider: 'google', callbackURL: '/account?a=b' });
  const { url } = await started.json();
  const authorized = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ name, email }),
    redirect: 'manual',
  });
  const back = await fetch(authorized.headers.get('location') ?? '', { redirect: 'manual' });
  expect(back.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/account\?a=b&neon_auth_session_verifier=/);
  const elsewhere = await post('sign-in/social', { provider: 'google', callbackURL: '//evil.example/' });
  expect(elsewhere.status).toBe(403);
});

test('a request from an untrusted origin is rejected', async () => {
  const response = await post('sign-up/email', newPerson(), { origin: 'https://evil.example', cookie: 'a=b' });
  expect(response.status).toBe(403);
});
