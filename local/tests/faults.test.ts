import { NeonDbError } from '@neondatabase/serverless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from './support/connect';
import { startTestNeon, type TestNeon } from './support/neon';
import { newPerson } from './support/people';
import { Visitor } from './support/visitor';

let neon: TestNeon;
beforeAll(async () => {
  neon = await startTestNeon();
});
afterAll(() => neon.stop());
afterEach(() => fetch(`${neon.origin}/faults`, { method: 'DELETE' }));

const setFaults = (changes: unknown) =>
  fetch(`${neon.origin}/faults`, { method: 'PUT', body: JSON.stringify(changes) });
const visitor = () => new Visitor(neon.environment.NEON_AUTH_BASE_URL, neon.environment.NEON_AUTH_COOKIE_SECRET);
const authOk = () => fetch(`${neon.environment.NEON_AUTH_BASE_URL}/ok`);
const query = () => connect(neon.environment.DATABASE_URL)`select 1 as one`;

test('faults are off by default and after a reset', async () => {
  const defaults = {
    auth: null,
    sql: null,
    authPath: null,
    slowMs: 10_000,
    refreshAlways: false,
    rateLimited: false,
    requireVerification: null,
    webhookUrl: null,
  };
  expect(await (await fetch(`${neon.origin}/faults`)).json()).toEqual(defaults);
  expect(await (await setFaults({ auth: 'error' })).json()).toEqual({ ...defaults, auth: 'error' });
  expect(await (await fetch(`${neon.origin}/faults`, { method: 'DELETE' })).json()).toEqual(defaults);
});

test.each([[{ auth: 'unknown' }], [{ unknown: true }], ['text'], [null], [{ slowMs: -1 }]])(
  '%j is rejected and changes nothing',
  async (changes) => {
    expect((await setFaults(changes)).status).toBe(400);
    expect((await authOk()).status).toBe(200);
  },
);

test('a faulty service returns an error, a page or garbage, or drops the connection; the other service still works', async () => {
  await setFaults({ auth: 'error' });
  expect((await authOk()).status).toBe(500);
  await setFaults({ auth: 'html' });
  expect(await (await authOk()).text()).toContain('<!doctype html>');
  for (const auth of ['garbage', 'drop']) {
    await setFaults({ auth });
    await expect(authOk()).rejects.toThrow();
  }
  expect(await query()).toEqual([{ one: 1 }]);
  await setFaults({ auth: null, sql: 'error' });
  await expect(query()).rejects.toThrow('500');
  expect((await authOk()).status).toBe(200);
});

test('with the lose fault, a service processes the request and drops the response', async () => {
  const person = newPerson();
  await setFaults({ auth: 'lose' });
  await expect(
    fetch(`${neon.environment.NEON_AUTH_BASE_URL}/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify(person),
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    }),
  ).rejects.toThrow();
  const sql = connect(neon.environment.DATABASE_URL);
  expect(await sql`select name from neon_auth.user where email = ${person.email}`).toEqual([{ name: person.name }]);
  await setFaults({ auth: null, sql: 'lose' });
  await expect(sql`update neon_auth.user set name = 'Lost' where email = ${person.email}`).rejects.toThrow();
  await setFaults({ sql: null });
  expect(await sql`select name from neon_auth.user where email = ${person.email}`).toEqual([{ name: 'Lost' }]);
});

test('Postgres refuses the connection, which the driver reports without a code, or reports a serialization failure', async () => {
  await setFaults({ sql: 'too-many-connections' });
  const refused = await query().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(NeonDbError);
  expect(refused).toMatchObject({ code: undefined, message: expect.stringContaining('HTTP status 500') });
  expect(refused).toMatchObject({ message: expect.stringContaining('sorry, too many clients already') });
  await setFaults({ sql: 'serialization-failure' });
  await expect(query()).rejects.toMatchObject({ code: '40001' });
});

test('a slow service responds after the delay', async () => {
  await setFaults({ auth: 'slow', slowMs: 300 });
  const start = performance.now();
  expect((await authOk()).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThanOrEqual(290);
});

test('with refreshAlways, get-session sets the session cookie again', async () => {
  const person = visitor();
  await person.auth.signUp.email(newPerson());
  const getSession = () =>
    fetch(`${neon.environment.NEON_AUTH_BASE_URL}/get-session`, { headers: { cookie: person.cookieHeader() } });
  expect((await getSession()).headers.getSetCookie()).toEqual([]);
  await setFaults({ refreshAlways: true });
  const response = await getSession();
  expect(response.headers.getSetCookie()).toEqual([expect.stringContaining('__Secure-neon-auth.session_token=')]);
  expect(await response.json()).toMatchObject({ user: { name: 'Ada Lovelace' } });
});

test('POST /sessions/expire ends every session', async () => {
  const person = visitor();
  await person.auth.signUp.email(newPerson());
  await fetch(`${neon.origin}/sessions/expire`, { method: 'POST' });
  expect((await person.auth.getSession({ query: { disableCookieCache: 'true' } })).data).toBeNull();
});

test('with rateLimited, Neon Auth limits attempts', async () => {
  await setFaults({ rateLimited: true });
  const attempts = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    attempts.push((await visitor().auth.signIn.email({ ...newPerson() })).error?.status);
  }
  expect(attempts).toContain(429);
});

test('calls are counted until a reset', async () => {
  await fetch(`${neon.origin}/calls.json`, { method: 'DELETE' });
  await query();
  await query();
  await authOk();
  const counts = async () => (await fetch(`${neon.origin}/calls.json`)).json();
  expect(await counts()).toEqual({ 'POST /sql': 2, 'GET /neondb/auth/ok': 1 });
  await fetch(`${neon.origin}/calls.json`, { method: 'DELETE' });
  expect(await counts()).toEqual({});
});

/** Posts the form that every page has. */
const submit = (fields: Record<string, string>) =>
  fetch(`${neon.origin}/faults`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { origin: neon.origin } },
  });

test('the form changes every setting, shows what is simulated, and resets', async () => {
  const values = {
    ...{ auth: 'slow', authPath: '/get-session', sql: 'drop', slowMs: '250', requireVerification: 'link' },
    webhookUrl: 'http://localhost:3000/hook',
  };
  const page = await (await fetch(neon.origin)).text();
  const names = [...page.matchAll(/(?:<input|<select)[^>]* name="(\w+)"/g)].map(([, name]) => name);
  const settings = Object.keys(await (await fetch(`${neon.origin}/faults`)).json());
  expect(names).toEqual(expect.arrayContaining(settings));
  const applied = await submit({ ...values, refreshAlways: 'on', rateLimited: 'on', from: '/users' });
  expect([applied.status, applied.headers.get('location')]).toEqual([303, '/users']);
  expect(await (await fetch(`${neon.origin}/faults`)).json()).toEqual({
    ...{ ...values, slowMs: 250, refreshAlways: true, rateLimited: true },
  });
  const changed = await (await fetch(neon.origin)).text();
  expect(changed).toContain('Neon Auth: Slow (250 ms) on …/get-session · SQL: Drop the request · Rate limits');
  expect(changed).toContain('<option value="link" selected>');
  expect((await submit({ ...values, webhookUrl: 'not a URL' })).status).toBe(400);
  expect((await submit({ reset: 'all', from: 'https://example.com' })).headers.get('location')).toBe('/');
  expect(await (await fetch(neon.origin)).text()).not.toContain('<strong>Simulating</strong>');
});

test('a cross-site request is rejected', async () => {
  const crossSite = await fetch(`${neon.origin}/faults`, {
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(crossSite.status).toBe(403);
});
