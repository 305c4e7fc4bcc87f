import { beforeEach, describe, expect, test } from 'vitest';
import { SESSION_TOKEN } from '@/lib/auth/sdk/cookies';
import { faultsOf } from '../support/faults';
import { createUser, PASSWORD, SESSION_PROOF, type User } from '../support/users';
import { app } from '../support/worker-app';
import { prepareWrite } from '../support/write';

const faults = faultsOf(app);
let user: User;
/** The session cookie without its proof. */
let unproven: string;
let canWrite: (cookie: string) => Promise<boolean>;

beforeEach(async () => {
  user = await createUser(app);
  unproven = user.cookie.split('; ')[0] ?? '';
  canWrite = await prepareWrite(app, user.cookie);
});

const get = (path: string, cookie: string) => fetch(app.url + path, { redirect: 'manual', headers: { cookie } });

describe('a session token from the database', () => {
  test.each([
    ['without a signature', ({ token }: User) => `${SESSION_TOKEN}=${token}`],
    ['with an invented signature', ({ token }: User) => `${SESSION_TOKEN}=${token}.AAAA`],
    [
      'with an invented signature and the proof of the real cookie',
      ({ token, cookie }: User) => `${SESSION_TOKEN}=${token}.AAAA; ${cookie.split('; ')[1]}`,
    ],
    ['with an invented proof', ({ token }: User) => `${SESSION_TOKEN}=${token}.AAAA; ${SESSION_PROOF}=AAAA`],
  ])('%s is not a session on any page, route or form', async (_case, forge) => {
    const forged = forge(user);
    for (const path of ['/posts', '/posts/mine', '/posts?q=neon', '/account', '/organizations', '/admin/users']) {
      const response = await get(path, forged);
      expect([path, response.status, response.headers.get('location')]).toEqual([
        path,
        307,
        expect.stringContaining('/auth/sign-in'),
      ]);
      expect(await response.text()).not.toContain(user.name);
    }
    expect(await (await get('/', forged)).text()).not.toContain(user.name);
    expect((await get('/api/posts', forged)).status).toBe(401);
    expect(await canWrite(forged)).toBe(false);
  });
});

describe('a session cookie that the auth server accepts', () => {
  test('gets a proof on the first page, and needs no auth request afterwards, for a write either', async () => {
    const first = await get('/', unproven);
    expect(await first.text()).toContain(user.name);
    const setCookies = first.headers.getSetCookie();
    const proof = setCookies.find((cookie) => cookie.startsWith(`${SESSION_PROOF}=`)) ?? '';
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(proof).toContain(attribute);

    const others = setCookies.map((cookie) => cookie.split(';')[0] ?? '').filter((pair) => pair !== unproven);
    await faults.resetRequestCounts();
    expect(await (await get('/', [unproven, ...others].join('; '))).text()).toContain(user.name);
    expect(await canWrite(`${unproven}; ${proof.split(';')[0]}`)).toBe(true);
    expect(await faults.authRequestCount()).toBe(0);
  });

  test('is accepted without a proof by forms and routes, too', async () => {
    expect(await canWrite(unproven)).toBe(true);
    expect((await get('/api/posts', unproven)).status).toBe(200);
  });

  test('comes with its proof when a script signs in', async () => {
    const response = await fetch(`${app.url}/api/auth/sign-in/email`, {
      method: 'POST',
      body: JSON.stringify({ email: user.email, password: PASSWORD }),
      headers: { 'content-type': 'application/json', origin: app.url },
    });
    const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    const cookie = pairs.filter((pair) => pair.startsWith(SESSION_TOKEN) || pair.startsWith(SESSION_PROOF)).join('; ');
    expect(cookie).toContain(SESSION_PROOF);
    await faults.resetRequestCounts();
    expect(await canWrite(cookie)).toBe(true);
    expect(await faults.authRequestCount()).toBe(0);
  });
});
