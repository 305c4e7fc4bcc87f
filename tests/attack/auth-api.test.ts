import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { cookieHeader, cookiesOf, newPerson, SESSION_TOKEN, signIn } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { authCallsDuring, get, sqlOf, TARGETS, type Target, victimOf } from './support';

/** Sends the path unchanged; `fetch` would normalize it. Resolves to the status. */
function requestStatus({ url }: Target, path: string, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers: { origin: url } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const TRAVERSALS = [
  '..%2f..%2fmailbox.json',
  '..%2F..%2Fmailbox.json',
  '%2e%2e/%2e%2e/mailbox.json',
  '%2e%2e%2f%2e%2e%2fmailbox.json',
  '..%5c..%5cmailbox.json',
  '..%252f..%252fmailbox.json',
  '%252e%252e/mailbox.json',
  'get-session/../../mailbox.json',
  'get-session%3fx',
  'get-session%23',
  'get-session%00',
  'get-session%0d%0a',
  'get-session;x',
  'get-session/',
  '//get-session',
  '%67et-session',
  'GET-SESSION',
  'get-session%2f..%2ftoken',
  'ok',
  '',
];
const NOT_ALLOWED = [
  'admin/list-users',
  'admin/set-role',
  'admin/impersonate-user',
  'organization/create',
  'delete-user',
  'list-sessions',
  'revoke-session',
  'update-user',
  'change-password',
  'verify-email',
  'magic-link/verify',
  'callback/google',
  'sign-in/social',
  'sign-in/email-otp',
  'email-otp/send-verification-otp',
  '.well-known/jwks.json',
  'error',
];

/** `Lax`: links from other sites send the cookie, forms from other sites do not. */
const SECURE_COOKIE = /^__Secure-(?=.*; HttpOnly)(?=.*; Secure)(?=.*; SameSite=Lax)/i;

describe.each(TARGETS)('/api/auth in $name', (target) => {
  test('rejects every path that is not on the allowlist, in any encoding, without calling Neon Auth', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const path of [...TRAVERSALS, ...NOT_ALLOWED]) {
        for (const method of ['GET', 'POST']) {
          const status = await requestStatus(target, `/api/auth/${path}`, method);
          expect([path, method, [308, 400, 404, 405].includes(status)]).toEqual([path, method, true]);
        }
      }
    });
    expect(calls).toBe(0);
  });

  test('never redirects: auth server endpoints that redirect return 404 without a call', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const path of ['verify-email', 'reset-password/token', 'magic-link/verify', 'callback/google', 'error']) {
        const query = 'token=x&code=x&state=x&callbackURL=https://evil.example&redirectTo=https://evil.example';
        const response = await get(target, `/api/auth/${path}?${query}`);
        expect([path, response.status, response.headers.get('location')]).toEqual([path, 404, null]);
      }
    });
    expect(calls).toBe(0);
  });

  test('rejects other methods without calling Neon Auth', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'POST']) {
        const status = await requestStatus(target, '/api/auth/get-session', method);
        expect([method, [400, 404, 405].includes(status)]).toEqual([method, true]);
      }
      expect(await requestStatus(target, '/api/auth/sign-in/email', 'GET')).toBe(405);
    });
    expect(calls).toBe(0);
  });

  test('rejects bodies over 64 KB, with or without Content-Length, without calling Neon Auth', async () => {
    const body = JSON.stringify({ ...newPerson(), padding: 'x'.repeat(70_000) });
    const calls = await authCallsDuring(target, async () => {
      for (const payload of [body, new Blob([body]).stream()]) {
        const headers = { origin: target.url, 'content-type': 'application/json' };
        const init = { method: 'POST', body: payload, headers, duplex: 'half' };
        const response = await fetch(`${target.url}/api/auth/sign-in/email`, init);
        expect(response.status).toBe(413);
      }
    });
    expect(calls).toBe(0);
  });

  test('rejects cross-origin requests without calling Neon Auth', async () => {
    const { cookies } = await victimOf(target);
    const calls = await authCallsDuring(target, async () => {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: target.url.replace('http:', 'http://x@evil.example/') },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const init = { method: 'POST', headers: { ...headers, cookie: cookieHeader(cookies) }, body: '{}' };
        expect((await fetch(`${target.url}/api/auth/sign-out`, init)).status).toBe(403);
      }
      const read = await get(target, '/api/auth/get-session', cookies, { 'sec-fetch-site': 'cross-site' });
      expect(read.status).toBe(403);
    });
    expect(calls).toBe(0);
  });

  test('never exposes the session token to scripts and returns uncacheable responses', async () => {
    const { person, cookies, token } = await victimOf(target);
    const secret = decodeURIComponent(token).split('.')[0] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    const session = await get(target, '/api/auth/get-session', cookies);
    expect(session.headers.get('cache-control')).toBe('private, no-store');
    const text = await session.text();
    expect(text).toContain(person.email);
    expect(text).not.toContain(secret);
    for (const [name] of session.headers) expect(name).not.toMatch(/^set-auth-/);
    const signedIn = await signIn(target.url, person);
    expect(signedIn.status).toBe(200);
    for (const cookie of signedIn.headers.getSetCookie()) expect(cookie).toMatch(SECURE_COOKIE);
    // The session cookie, its proof and the session cache.
    expect(signedIn.headers.getSetCookie()).toHaveLength(3);
    const [newSecret = ''] = decodeURIComponent(cookiesOf(signedIn)[SESSION_TOKEN] ?? '').split('.');
    expect(newSecret.length).toBeGreaterThan(20);
    expect(await signedIn.text()).not.toContain(newSecret);
  });

  test('ignores Authorization headers: a session token sent as Bearer returns no JWT and no cookie', async () => {
    const { token } = await victimOf(target);
    const [id = ''] = decodeURIComponent(token).split('.');
    for (const path of ['/api/auth/token', '/api/auth/get-session']) {
      const response = await get(target, path, {}, { authorization: `Bearer ${id}` });
      expect([path, (await response.text()).includes('eyJ'), response.headers.getSetCookie()]).toEqual([
        path,
        false,
        [],
      ]);
    }
  });

  test('ignores a role or verified email address in a sign-up request', async () => {
    const person = newPerson();
    const forged = { role: 'admin', emailVerified: true, banned: false, id: crypto.randomUUID() };
    const response = await fetch(`${target.url}/api/auth/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify({ ...person, ...forged }),
      headers: { origin: target.url, 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    const rows = await sqlOf(target)`select role, "emailVerified" from neon_auth.user where email = ${person.email}`;
    expect(rows).toEqual([{ emailVerified: false, role: 'user' }]);
  });
});

describe.each(TARGETS)('the sign-in form of $name', (target) => {
  test('sets only HttpOnly, Secure, SameSite=Lax cookies', async () => {
    const { person } = await victimOf(target);
    const response = await sendForm(await readForm(`${target.url}/auth/sign-in`), [
      ['email', person.email],
      ['password', person.password],
    ]);
    expect(response.status).toBe(303);
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(SECURE_COOKIE);
    expect(Object.keys(cookiesOf(response))).toEqual(expect.arrayContaining([SESSION_TOKEN]));
  });
});
