import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { startTestNeon, type TestNeon } from '../../support/neon';
import { newPerson } from '../../support/people';
import { Visitor } from '../../support/sdk';

let neon: TestNeon;
beforeAll(async () => {
  neon = await startTestNeon();
});
afterAll(() => neon.stop());
afterEach(() => fetch(`${neon.origin}/switches`, { method: 'DELETE' }));

const set = (change: unknown) => fetch(`${neon.origin}/switches`, { method: 'PUT', body: JSON.stringify(change) });
const visitor = () => new Visitor(neon.environment.NEON_AUTH_BASE_URL, neon.environment.NEON_AUTH_COOKIE_SECRET);
const ok = () => fetch(`${neon.environment.NEON_AUTH_BASE_URL}/ok`);
const query = () => connect(neon.environment.DATABASE_URL)`select 1 as one`;

test('all is off until somebody asks for it, and off again when asked', async () => {
  const off = {
    auth: null,
    sql: null,
    authPath: null,
    slowMs: 10_000,
    refreshAlways: false,
    rateLimited: false,
    requireVerification: null,
    webhookUrl: null,
  };
  expect(await (await fetch(`${neon.origin}/switches`)).json()).toEqual(off);
  expect(await (await set({ auth: 'error' })).json()).toEqual({ ...off, auth: 'error' });
  expect(await (await fetch(`${neon.origin}/switches`, { method: 'DELETE' })).json()).toEqual(off);
});

test.each([[{ auth: 'unheard of' }], [{ unknown: true }], ['text'], [null], [{ slowMs: -1 }]])(
  '%j is no switch, and changes nothing',
  async (change) => {
    expect((await set(change)).status).toBe(400);
    expect((await ok()).status).toBe(200);
  },
);

test('a service answers with a failure, a page, garbage, or not at all; the other one is not touched', async () => {
  await set({ auth: 'error' });
  expect((await ok()).status).toBe(500);
  await set({ auth: 'html' });
  expect(await (await ok()).text()).toContain('<!doctype html>');
  for (const auth of ['garbage', 'drop']) {
    await set({ auth });
    await expect(ok()).rejects.toThrow();
  }
  expect(await query()).toEqual([{ one: 1 }]);
  await set({ auth: null, sql: 'error' });
  await expect(query()).rejects.toThrow('500');
  expect((await ok()).status).toBe(200);
});

test('a service does its work, and its answer is lost', async () => {
  const person = newPerson();
  await set({ auth: 'lose' });
  await expect(
    fetch(`${neon.environment.NEON_AUTH_BASE_URL}/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify(person),
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    }),
  ).rejects.toThrow();
  const sql = connect(neon.environment.DATABASE_URL);
  expect(await sql`select name from neon_auth.user where email = ${person.email}`).toEqual([{ name: person.name }]);
  await set({ auth: null, sql: 'lose' });
  await expect(sql`update neon_auth.user set name = 'Lost' where email = ${person.email}`).rejects.toThrow();
  await set({ sql: null });
  expect(await sql`select name from neon_auth.user where email = ${person.email}`).toEqual([{ name: 'Lost' }]);
});

test('Postgres says that it has too many to serve, or that another was quicker', async () => {
  await set({ sql: 'too-many-connections' });
  await expect(query()).rejects.toMatchObject({ code: '53300', message: 'sorry, too many clients already' });
  await set({ sql: 'serialization-failure' });
  await expect(query()).rejects.toMatchObject({ code: '40001' });
});

test('a slow service answers after the wait', async () => {
  await set({ auth: 'slow', slowMs: 300 });
  const begun = performance.now();
  expect((await ok()).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(290);
});

test('get-session sets the cookie again when told to', async () => {
  const person = visitor();
  await person.auth.signUp.email(newPerson());
  const ask = () =>
    fetch(`${neon.environment.NEON_AUTH_BASE_URL}/get-session`, { headers: { cookie: person.cookieHeader() } });
  expect((await ask()).headers.getSetCookie()).toEqual([]);
  await set({ refreshAlways: true });
  const answer = await ask();
  expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('__Secure-neon-auth.session_token=')]);
  expect(await answer.json()).toMatchObject({ user: { name: 'Ada Lovelace' } });
});

test('sessions end when told to', async () => {
  const person = visitor();
  await person.auth.signUp.email(newPerson());
  await fetch(`${neon.origin}/sessions/expire`, { method: 'POST' });
  expect((await person.auth.getSession({ query: { disableCookieCache: 'true' } })).data).toBeNull();
});

test('calls are limited when told to', async () => {
  await set({ rateLimited: true });
  const attempts = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    attempts.push((await visitor().auth.signIn.email({ ...newPerson() })).error?.status);
  }
  expect(attempts).toContain(429);
});

test('each call is counted, until the count begins anew', async () => {
  await fetch(`${neon.origin}/calls.json`, { method: 'DELETE' });
  await query();
  await query();
  await ok();
  const calls = async () => (await fetch(`${neon.origin}/calls.json`)).json();
  expect(await calls()).toEqual({ 'POST /sql': 2, 'GET /neondb/auth/ok': 1 });
  await fetch(`${neon.origin}/calls.json`, { method: 'DELETE' });
  expect(await calls()).toEqual({});
});

test('the page shows what runs, who is there and what was mailed', async () => {
  const person = newPerson('<b>Ada</b>');
  await visitor().auth.signUp.email(person);
  await visitor().auth.emailOtp.sendVerificationOtp({ email: person.email, type: 'sign-in' });
  const html = await (await fetch(neon.origin)).text();
  expect(html).toContain('PostgreSQL');
  expect(html).toContain(neon.folder);
  expect(html).toContain(person.email);
  expect(html).not.toContain('<b>Ada</b>');
  expect(await (await fetch(`${neon.origin}/mailbox`)).text()).toMatch(/Code: <code>\d{6}/);
});

test('no other site changes anything, whatever name it gives this machine', async () => {
  const foreign = await fetch(`${neon.origin}/switches`, {
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status).toBe(403);
});
