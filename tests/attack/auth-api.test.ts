import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { cookieHeader, cookiesOf, newPerson, SESSION_TOKEN, signIn } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { authCallsDuring, get, sqlOf, TARGETS, type Target, victimOf } from './support';

/** Sends a path as it is: `fetch` would tidy it up. */
function ask({ url }: Target, path: string, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { origin: url } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end();
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
const FORBIDDEN = [
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

/** The SDK's cookies: over https alone, and for no script. `Lax` goes along with a link from elsewhere, and with no form. */
const KEPT_FROM_SCRIPTS = /^__Secure-(?=.*; HttpOnly)(?=.*; Secure)(?=.*; SameSite=Lax)/i;

describe.each(TARGETS)('the auth proxy of $name', (target) => {
  test('passes no address that is not on its list, however it is spelled, and asks nothing', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const path of [...TRAVERSALS, ...FORBIDDEN]) {
        for (const method of ['GET', 'POST']) {
          const status = await ask(target, `/api/auth/${path}`, method);
          expect([path, method, [308, 400, 404, 405].includes(status)]).toEqual([path, method, true]);
        }
      }
    });
    expect(calls).toBe(0);
  });

  test('goes nowhere for anybody: what leads on at the auth server is not asked for', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const path of ['verify-email', 'reset-password/token', 'magic-link/verify', 'callback/google', 'error']) {
        const query = 'token=x&code=x&state=x&callbackURL=https://evil.example&redirectTo=https://evil.example';
        const answer = await get(target, `/api/auth/${path}?${query}`);
        expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 404, null]);
      }
    });
    expect(calls).toBe(0);
  });

  test('takes no other method, and asks nothing', async () => {
    const calls = await authCallsDuring(target, async () => {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'POST']) {
        const status = await ask(target, '/api/auth/get-session', method);
        expect([method, [400, 404, 405].includes(status)]).toEqual([method, true]);
      }
      expect(await ask(target, '/api/auth/sign-in/email', 'GET')).toBe(405);
    });
    expect(calls).toBe(0);
  });

  test('takes no body beyond 64 KB, whether its length is told or not, and asks nothing', async () => {
    const body = JSON.stringify({ ...newPerson(), padding: 'x'.repeat(70_000) });
    const calls = await authCallsDuring(target, async () => {
      for (const sent of [body, new Blob([body]).stream()]) {
        const headers = { origin: target.url, 'content-type': 'application/json' };
        const post = { method: 'POST', body: sent, headers, duplex: 'half' };
        const answer = await fetch(`${target.url}/api/auth/sign-in/email`, post);
        expect(answer.status).toBe(413);
      }
    });
    expect(calls).toBe(0);
  });

  test('is for pages of this app alone', async () => {
    const { cookies } = await victimOf(target);
    const calls = await authCallsDuring(target, async () => {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: target.url.replace('http:', 'http://x@evil.example/') },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const sent = { method: 'POST', headers: { ...headers, cookie: cookieHeader(cookies) }, body: '{}' };
        expect((await fetch(`${target.url}/api/auth/sign-out`, sent)).status).toBe(403);
      }
      const read = await get(target, '/api/auth/get-session', cookies, { 'sec-fetch-site': 'cross-site' });
      expect(read.status).toBe(403);
    });
    expect(calls).toBe(0);
  });

  test('hands no session token to scripts, and lets nobody keep its answers', async () => {
    const { person, cookies, token } = await victimOf(target);
    const secret = decodeURIComponent(token).split('.')[0] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    const session = await get(target, '/api/auth/get-session', cookies);
    expect(session.headers.get('cache-control')).toBe('private, no-store');
    const text = await session.text();
    expect(text).toContain(person.email);
    expect(text).not.toContain(secret);
    for (const [name] of session.headers) expect(name).not.toMatch(/^set-auth-/);
    const again = await signIn(target.url, person);
    expect(again.status).toBe(200);
    for (const cookie of again.headers.getSetCookie()) expect(cookie).toMatch(KEPT_FROM_SCRIPTS);
    expect(again.headers.getSetCookie()).toHaveLength(2);
    const [anew = ''] = decodeURIComponent(cookiesOf(again)[SESSION_TOKEN] ?? '').split('.');
    expect(anew.length).toBeGreaterThan(20);
    expect(await again.text()).not.toContain(anew);
  });

  test('and the forms set cookies that no script reads and no other site sends along', async () => {
    const { person } = await victimOf(target);
    const answer = await sendForm(await readForm(`${target.url}/auth/sign-in`), [
      ['email', person.email],
      ['password', person.password],
    ]);
    expect(answer.status).toBe(303);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(KEPT_FROM_SCRIPTS);
    expect(Object.keys(cookiesOf(answer))).toEqual(expect.arrayContaining([SESSION_TOKEN]));
  });

  test('knows whoever asks by their cookie alone, and makes no token for the API of another one', async () => {
    const { token } = await victimOf(target);
    const [id = ''] = decodeURIComponent(token).split('.');
    for (const path of ['/api/auth/token', '/api/auth/get-session']) {
      const answer = await get(target, path, {}, { authorization: `Bearer ${id}` });
      expect([path, (await answer.text()).includes('eyJ'), answer.headers.getSetCookie()]).toEqual([path, false, []]);
    }
  });

  test('gives nobody a role or a verified address because they ask for it at sign-up', async () => {
    const person = newPerson();
    const wished = { role: 'admin', emailVerified: true, banned: false, id: crypto.randomUUID() };
    const answer = await fetch(`${target.url}/api/auth/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify({ ...person, ...wished }),
      headers: { origin: target.url, 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(200);
    const rows = await sqlOf(target)`select role, "emailVerified" from neon_auth.user where email = ${person.email}`;
    expect(rows).toEqual([{ emailVerified: false, role: 'user' }]);
  });
});
