import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { startTestApp, type TestApp } from '../support/app';
import { BUILD_TIMEOUT, ensureBuild } from '../support/build';
import { lastMessageTo } from '../support/mailbox';
import { newPerson, type Person } from '../support/people';
import { NextVisitor } from '../support/sdk';

let app: TestApp;
let base: string;
let origin: string;
let APP: string;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  app = await startTestApp(await ensureBuild('without-capabilities'));
  APP = app.url;
  base = app.authUrl;
  origin = app.neonOrigin;
  sql = connect(app.databaseUrl);
}, BUILD_TIMEOUT);
afterAll(() => app.stop());

const newVisitor = () => new NextVisitor(APP);

async function signedUp(person = newPerson()) {
  const visitor = newVisitor();
  const { data, error } = await visitor.auth.signUp.email(person);
  expect(error).toBeNull();
  return { visitor, person, id: data?.user.id ?? '' };
}

async function administrator() {
  const admin = await signedUp();
  await sql`update neon_auth.user set role = 'admin' where id = ${admin.id}`;
  return admin;
}

const user = async ({ email }: Person) => (await sql`select * from neon_auth.user where email = ${email}`)[0];
const sessionsOf = async (id: string) => await sql`select * from neon_auth.session where "userId" = ${id}`;
const otpFor = async ({ email }: Person) => (await lastMessageTo(email, origin)).otp ?? '';

describe('password', () => {
  test('signUp.email, signIn.email, getSession, signOut', async () => {
    const { visitor, person, id } = await signedUp();
    await visitor.auth.signOut();
    expect(visitor.cookies.size).toBe(0);
    expect(await sessionsOf(id)).toEqual([]);

    const wrong = await visitor.auth.signIn.email({ email: person.email, password: 'not this one' });
    expect(wrong.error).toMatchObject({ status: 401, code: 'invalid_credentials' });
    expect((await visitor.auth.signIn.email(person)).error).toBeNull();
    expect((await visitor.auth.getSession()).data).toMatchObject({
      user: { email: person.email },
      session: { userId: id },
    });
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('a registered email is rejected with 422 and a short password as weak', async () => {
    const { person } = await signedUp();
    expect((await newVisitor().auth.signUp.email(person)).error).toMatchObject({
      status: 422,
      code: 'validation_failed',
    });
    const short = await newVisitor().auth.signUp.email({ ...newPerson(), password: 'short' });
    expect(short.error).toMatchObject({ status: 400, code: 'weak_password' });
  });

  test('changePassword ends all other sessions', async () => {
    const { visitor, person, id } = await signedUp();
    await newVisitor().auth.signIn.email(person);
    const change = { currentPassword: person.password, newPassword: 'another password', revokeOtherSessions: true };
    expect((await visitor.auth.changePassword(change)).error).toBeNull();
    expect(await sessionsOf(id)).toHaveLength(1);
    expect((await newVisitor().auth.signIn.email(person)).error).not.toBeNull();
    expect((await newVisitor().auth.signIn.email({ ...person, password: 'another password' })).error).toBeNull();
  });

  test('requestPasswordReset and resetPassword, with the emailed link', async () => {
    const { person } = await signedUp();
    await newVisitor().auth.requestPasswordReset({ email: person.email, redirectTo: `${APP}/auth/reset-password` });
    const email = await lastMessageTo(person.email, origin);
    expect(email.url).toMatch(new RegExp(`^${base}/reset-password/`));
    const response = await fetch(email.url ?? '', { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`${APP}/auth/reset-password`);
    const token = back.searchParams.get('token') ?? '';
    expect((await newVisitor().auth.resetPassword({ newPassword: 'reset password', token })).error).toBeNull();
    expect((await newVisitor().auth.signIn.email({ ...person, password: 'reset password' })).error).toBeNull();
    const again = await newVisitor().auth.resetPassword({ newPassword: 'reset password', token });
    expect(again.error).not.toBeNull();
  });
});

describe('emailed codes and links', () => {
  test('emailOtp.sendVerificationOtp and signIn.emailOtp, for a registered and a new email', async () => {
    const known = (await signedUp()).person;
    for (const person of [known, newPerson()]) {
      const visitor = newVisitor();
      await visitor.auth.emailOtp.sendVerificationOtp({ email: person.email, type: 'sign-in' });
      const otp = await otpFor(person);
      expect(otp).toMatch(/^\d{6}$/);
      expect(
        (await visitor.auth.signIn.emailOtp({ email: person.email, otp: otp === '000000' ? '1' : '000000' })).error,
      ).not.toBeNull();
      expect((await visitor.auth.signIn.emailOtp({ email: person.email, otp })).error).toBeNull();
      expect((await visitor.auth.getSession()).data?.user.email).toBe(person.email);
      expect((await newVisitor().auth.signIn.emailOtp({ email: person.email, otp })).error).not.toBeNull();
    }
  });

  test('emailOtp.checkVerificationOtp and emailOtp.verifyEmail', async () => {
    const { visitor, person } = await signedUp();
    await visitor.auth.emailOtp.sendVerificationOtp({ email: person.email, type: 'email-verification' });
    const otp = await otpFor(person);
    const check = { email: person.email, otp, type: 'email-verification' as const };
    expect((await visitor.auth.emailOtp.checkVerificationOtp(check)).error).toBeNull();
    expect((await visitor.auth.emailOtp.verifyEmail({ email: person.email, otp })).error).toBeNull();
    expect(await user(person)).toMatchObject({ emailVerified: true });
  });

  test('sendVerificationEmail, with the emailed link', async () => {
    const { visitor, person } = await signedUp();
    await visitor.auth.sendVerificationEmail({ email: person.email, callbackURL: `${APP}/account` });
    const { url = '' } = await lastMessageTo(person.email, origin);
    expect(url.startsWith(`${base}/verify-email`)).toBe(true);
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`${APP}/account`);
    expect(await user(person)).toMatchObject({ emailVerified: true });
  });

  test('signIn.magicLink and magicLink.verify', async () => {
    const person = newPerson();
    const visitor = newVisitor();
    await visitor.auth.signIn.magicLink({ email: person.email, callbackURL: `${APP}/account` });
    const { url = '', token = '' } = await lastMessageTo(person.email, origin);
    expect(url.startsWith(`${base}/magic-link/verify`)).toBe(true);
    await visitor.auth.magicLink.verify({ query: { token } });
    expect((await visitor.auth.getSession()).data?.user.email).toBe(person.email);
  });
});

test('a forgotten password is reset with an emailed code', async () => {
  // Calls the server directly: the SDK uses another path, which Neon doesn't have.
  const { person } = await signedUp();
  const headers = { 'content-type': 'application/json', origin: APP };
  const post = (path: string, body: object) =>
    fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await post('email-otp/send-verification-otp', { email: person.email, type: 'forget-password' });
  const reset = { email: person.email, otp: await otpFor(person), password: 'reset by a code' };
  expect((await post('email-otp/reset-password', { ...reset, otp: 'wrong' })).status).toBe(400);
  expect((await post('email-otp/reset-password', reset)).status).toBe(200);
  expect((await newVisitor().auth.signIn.email({ ...person, password: 'reset by a code' })).error).toBeNull();
});

describe('an OAuth provider', () => {
  test('signIn.social returns the visitor with a verifier that works once, in the same browser only', async () => {
    const person = newPerson('Grace Hopper');
    const visitor = newVisitor();
    const started = await visitor.auth.signIn.social({ provider: 'google', callbackURL: `${APP}/account?a=b` });
    const authorize = started.data?.url ?? '';
    const challenge = visitor.cookies.get('__Secure-neon-auth.session_challange') ?? '';
    expect(challenge).not.toBe('');
    expect(await (await fetch(authorize)).text()).toContain('Sign in with Google');

    const authorized = await fetch(authorize, {
      method: 'POST',
      body: new URLSearchParams({ name: person.name, email: person.email }),
      redirect: 'manual',
    });
    const callback = authorized.headers.get('location') ?? '';
    expect(callback.startsWith(`${base}/callback/google?`)).toBe(true);
    const back = (await fetch(callback, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(back.startsWith(`${APP}/account?a=b&neon_auth_session_verifier=`)).toBe(true);

    const thief = newVisitor();
    thief.cookies.set('__Secure-neon-auth.session_challange', 'another-challenge');
    await thief.arriveAt(back);
    expect((await thief.auth.getSession()).data).toBeNull();

    expect(await visitor.arriveAt(back)).toBe('/account?a=b');
    expect((await visitor.auth.getSession()).data?.user).toMatchObject({ name: 'Grace Hopper', email: person.email });
    expect((await visitor.auth.listAccounts()).data).toMatchObject([{ providerId: 'google' }]);

    const replay = newVisitor();
    replay.cookies.set('__Secure-neon-auth.session_challange', challenge);
    await replay.arriveAt(back);
    expect((await replay.auth.getSession()).data).toBeNull();
  });

  test('a visitor who cancels returns without a session', async () => {
    const visitor = newVisitor();
    const { data } = await visitor.auth.signIn.social({ provider: 'google', callbackURL: `${APP}/account` });
    const cancelled = await fetch(data?.url ?? '', { method: 'POST', body: new URLSearchParams(), redirect: 'manual' });
    const back = await fetch(cancelled.headers.get('location') ?? '', { redirect: 'manual' });
    expect(back.headers.get('location')).toContain('error=access_denied');
  });
});

describe('the account', () => {
  test('updateUser and deleteUser', async () => {
    const { visitor, person } = await signedUp();
    await visitor.auth.updateUser({ name: 'Augusta King', image: 'https://example.com/a.png' });
    expect(await user(person)).toMatchObject({ name: 'Augusta King', image: 'https://example.com/a.png' });
    expect((await visitor.auth.deleteUser({ password: person.password })).error).toBeNull();
    expect(await user(person)).toBeUndefined();
  });

  test('listSessions, revokeSession, revokeSessions', async () => {
    const { visitor, person, id } = await signedUp();
    const other = newVisitor();
    await other.auth.signIn.email(person);
    const { data: sessions } = await visitor.auth.listSessions();
    expect(sessions).toHaveLength(2);
    const mine = (await visitor.auth.getSession()).data?.session.token;
    const token = sessions?.find((session) => session.token !== mine)?.token ?? '';
    expect((await visitor.auth.revokeSession({ token })).error).toBeNull();
    expect(await sessionsOf(id)).toHaveLength(1);
    await visitor.auth.revokeSessions();
    expect(await sessionsOf(id)).toHaveLength(0);
  });
});

describe('tokens', () => {
  const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

  test('token() returns a JWT with the documented claims, signed with a key from the JWKS', async () => {
    const { visitor, person, id } = await signedUp();
    const token: string = (await visitor.auth.token()).data?.token ?? '';
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = decode(payload);
    expect(claims).toMatchObject({ sub: id, email: person.email, role: 'authenticated', iss: origin, aud: origin });
    expect(claims.exp - claims.iat).toBe(15 * 60);
    expect(claims.o).toBeUndefined();

    const { keys } = await (await fetch(`${base}/.well-known/jwks.json`)).json();
    const jwk = keys.find(({ kid }: { kid: string }) => kid === decode(header).kid);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(jwk.d).toBeUndefined();
  });

  test('with an active organization, the token contains its ID and the role', async () => {
    const { visitor, id } = await signedUp();
    const slug = `org-${id}`;
    const { data } = await visitor.auth.organization.create({ name: 'Analytical Engines', slug });
    await visitor.auth.organization.setActive({ organizationId: data?.id });
    const token: string = (await visitor.auth.token()).data?.token ?? '';
    expect(decode(token.split('.')[1])).toMatchObject({ o: { id: data?.id, slug, role: 'owner' } });
  });

  test('get-session returns the token in a header', async () => {
    const { visitor } = await signedUp();
    const response = await fetch(`${base}/get-session`, { headers: { cookie: visitor.cookieHeader() } });
    expect(response.headers.get('set-auth-jwt')).toMatch(/^eyJ/);
  });
});

describe('organizations', () => {
  test('create, list, invite, accept, members, roles, leave, delete', async () => {
    const owner = await signedUp();
    const guest = await signedUp();
    const { data: created } = await owner.visitor.auth.organization.create({ name: 'Engines', slug: `e-${owner.id}` });
    const organizationId = created?.id ?? '';
    expect((await owner.visitor.auth.organization.list()).data).toMatchObject([{ id: organizationId }]);
    const role = 'member' as const;
    const invited = await owner.visitor.auth.organization.inviteMember({
      organizationId,
      email: guest.person.email,
      role,
    });
    expect(invited.error).toBeNull();
    const email = await lastMessageTo(guest.person.email, origin);
    expect(email).toMatchObject({ type: 'invitation', token: invited.data?.id });

    const invitationId = email.token ?? '';
    const stranger = await signedUp();
    expect((await stranger.visitor.auth.organization.acceptInvitation({ invitationId })).error).not.toBeNull();
    expect((await guest.visitor.auth.organization.acceptInvitation({ invitationId })).error).toBeNull();
    const members = await owner.visitor.auth.organization.listMembers({ query: { organizationId } });
    expect(members.data?.members).toHaveLength(2);
    expect((await owner.visitor.auth.organization.leave({ organizationId })).error).not.toBeNull();
    expect((await guest.visitor.auth.organization.leave({ organizationId })).error).toBeNull();
    expect((await owner.visitor.auth.organization.delete({ organizationId })).error).toBeNull();
    expect(await sql`select * from neon_auth.organization where id = ${organizationId}`).toEqual([]);
  });
});

describe('administration', () => {
  test('listUsers, setRole, banUser, unbanUser and revokeUserSessions require an administrator', async () => {
    const { visitor: admin } = await administrator();
    const { visitor, person, id } = await signedUp();
    expect((await visitor.auth.admin.listUsers({ query: { limit: 1 } })).error).toMatchObject({ status: 403 });
    expect((await admin.auth.admin.listUsers({ query: { limit: 1 } })).data?.users).toHaveLength(1);

    await admin.auth.admin.setRole({ userId: id, role: 'admin' });
    expect(await user(person)).toMatchObject({ role: 'admin' });
    await admin.auth.admin.banUser({ userId: id, banReason: 'Violation of terms' });
    expect(await user(person)).toMatchObject({ banned: true, banReason: 'Violation of terms' });
    expect(await sessionsOf(id)).toEqual([]);
    expect((await newVisitor().auth.signIn.email(person)).error).toMatchObject({ status: 403 });
    await admin.auth.admin.unbanUser({ userId: id });
    expect((await newVisitor().auth.signIn.email(person)).error).toBeNull();
    await admin.auth.admin.revokeUserSessions({ userId: id });
    expect(await sessionsOf(id)).toEqual([]);
  });
});

describe('endpoints', () => {
  test('GET /ok returns 200, and get-session without a session returns null', async () => {
    expect((await fetch(`${base}/ok`)).status).toBe(200);
    expect(await (await fetch(`${base}/get-session`)).json()).toBeNull();
  });

  test('SDK methods that Neon does not support return 404', async () => {
    const { visitor } = await signedUp();
    for (const call of [visitor.auth.revokeOtherSessions(), visitor.auth.jwks(), visitor.auth.getAnonymousToken()]) {
      expect((await call).error).toMatchObject({ status: 404 });
    }
  });
});
