import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { connect } from './support/connect';
import { newPerson } from './support/people';
import { rawRequest } from './support/raw-request';
import { Visitor } from './support/visitor';

const { origin } = new URL(process.env.NEON_AUTH_BASE_URL ?? '');
const sql = connect(process.env.DATABASE_URL ?? '');

async function get(path: string): Promise<string> {
  const response = await fetch(origin + path);
  expect(response.status).toBe(200);
  return response.text();
}

async function sendCode(email: string): Promise<string> {
  await new Visitor().auth.emailOtp.sendVerificationOtp({ email, type: 'sign-in' });
  const messages: { to: string; otp: string }[] = await (await fetch(`${origin}/mailbox.json`)).json();
  return messages.findLast(({ to }) => to === email)?.otp ?? '';
}

/** Posts the form of the SQL console as a browser does. */
function runSql(statement: string, headers: Record<string, string> = { origin }): Promise<Response> {
  return fetch(`${origin}/console`, { method: 'POST', body: new URLSearchParams({ sql: statement }), headers });
}

test('every page shows the status and allows only its own script, styles and forms', async () => {
  for (const path of ['/', '/mailbox', '/users', '/console']) {
    const response = await fetch(origin + path);
    const page = await response.text();
    for (const label of ['Engine', 'Version', 'Memory', 'Uptime', 'Data folder', 'Simulate'])
      expect(page).toContain(label);
    expect(page).toMatch(/<dd>PostgreSQL \d+/);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; script-src 'sha256-[^']+'; connect-src 'self'; frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(
      page.match(/(?:src|href)="(?!\/|#|data:)[^"]*"/g)?.filter((link) => !link.includes('/neondb/auth/')) ?? [],
    ).toEqual([]);
  }
});

test('an unknown page is not found', async () => {
  for (const path of ['/unknown', '/mailbox/0/html', '//', '/%']) {
    expect((await fetch(origin + path, { headers: { accept: 'text/html' } })).status).toBe(404);
  }
});

test('the mailbox shows the newest email first and searches by address', async () => {
  const { email } = newPerson();
  const codes = [await sendCode(email), await sendCode(email)];
  const page = await get(`/?to=${encodeURIComponent(email.toUpperCase())}`);
  expect([...page.matchAll(/data-copy="(\d{6})"/g)].map(([, code]) => code)).toEqual(codes.toReversed());
  expect(await get('/?to=no-such-address')).toContain('No emails match');
});

test("an email's HTML and text contain the code, and the HTML runs no script", async () => {
  const { email } = newPerson();
  const code = await sendCode(email);
  const [, path = ''] = /src="(\/mailbox\/\d+\/html)"/.exec(await get(`/?to=${email}`)) ?? [];
  const response = await fetch(origin + path);
  expect(await response.text()).toContain(code);
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .* sandbox /);
  const text = await fetch(origin + path.replace('html', 'text'));
  expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await text.text()).toContain(`To: ${email}\n`);
});

test('an open page receives an event for each new email', async () => {
  const page = new AbortController();
  const response = await fetch(`${origin}/events`, { signal: page.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  await sendCode(newPerson().email);
  let received = '';
  for await (const chunk of response.body ?? []) {
    received += Buffer.from(chunk).toString();
    if (received.includes('data: mail\n\n')) break;
  }
  page.abort();
});

test('the users page shows sessions, searches, and ends the sessions of one user', async () => {
  const [ada, grace] = [newPerson(), newPerson('Grace Hopper')];
  for (const person of [ada, ada, grace]) {
    const visitor = new Visitor();
    if ((await visitor.auth.signUp.email(person)).error) await visitor.auth.signIn.email(person);
  }
  const page = await get(`/users?q=${ada.email}`);
  expect(page).toContain('2 sessions');
  expect(page).toContain('<td>node</td>');
  expect(page).not.toContain(grace.email);
  const [, user = ''] = /name="user" value="([^"]+)"/.exec(page) ?? [];
  const ended = await fetch(`${origin}/sessions/expire`, {
    ...{ method: 'POST', body: new URLSearchParams({ user }), headers: { origin }, redirect: 'manual' },
  });
  expect([ended.status, ended.headers.get('location')]).toEqual([303, '/users']);
  expect(await get(`/users?q=${ada.email}`)).toContain('No active sessions');
  expect(await get(`/users?q=${grace.email}`)).toContain('1 session ');
});

test('the SQL console reads and writes as the owner of the database', async () => {
  const table = `console_${randomUUID().replaceAll('-', '')}`;
  expect(await (await runSql('select current_user')).text()).toContain('<td>neondb_owner</td>');
  expect(await (await runSql(`create table ${table} (note text)`)).text()).toContain('CREATE');
  const inserted = await (await runSql(`insert into ${table} values ('<b>'), (null)`)).text();
  expect(inserted).toContain('INSERT · 2 rows');
  expect(await sql.query(`select * from ${table}`)).toEqual([{ note: '<b>' }, { note: null }]);
  const page = await get(`/console?table=${table}`);
  expect(page).toContain(`select * from ${table} limit 100`);
  expect(page).toContain('<td>&#60;b&#62;</td>');
  expect(page).toContain('<span class="null">null</span>');
});

test('the SQL console shows where a statement fails, and keeps the statement', async () => {
  const page = await (await runSql('select 1,\r\n  nmae from neon_auth.user')).text();
  expect(page).toContain('column &#34;nmae&#34; does not exist');
  expect(page).toContain('Code <code>42703</code> · line 2, column 3');
  expect(page).toContain('aria-invalid="true"');
  expect(page).toContain('>\nselect 1,\n  nmae from neon_auth.user</textarea>');
});

test.each([
  '',
  '  ',
  'select \0',
  'copy pg_class to stdout',
  'select 1; select 2',
  `select '${'x'.repeat(1_100_000)}'`,
])('the SQL console refuses %j and still works', async (statement) => {
  const page = await (await runSql(statement)).text();
  expect(page).toMatch(/role="alert"|Statement too long/);
  expect(await (await runSql('select 42 as answer')).text()).toContain('<td>42</td>');
});

test('the SQL console shows the first 200 rows of a result, and the start of a long value', async () => {
  const page = await (await runSql("select n, repeat('x', 5000) from generate_series(1, 1234) n")).text();
  expect(page).toContain('SELECT · 1234 rows');
  expect(page).toContain('The first 200 of 1234 rows.');
  expect(page.match(/<tr><td>/g)).toHaveLength(200);
  expect(page).toContain(`<td>${'x'.repeat(1_000)}…</td>`);
});

test.each([
  ['another site', { origin: 'https://example.com', 'sec-fetch-site': 'cross-site' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }],
  ['an origin that is hidden', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['a link or form without an origin', { 'sec-fetch-site': 'none' }],
  ['a program that sends no origin', {}],
])('the SQL console runs nothing for %s', async (_name, headers) => {
  const table = `refused_${randomUUID().replaceAll('-', '')}`;
  const response = await rawRequest(`${origin}/console`, {
    ...{ method: 'POST', headers, form: new URLSearchParams({ sql: `create table ${table} ()` }) },
  });
  expect(response.status).toBe(403);
  expect(await sql`select to_regclass(${table}) as found`).toEqual([{ found: null }]);
});

test('the SQL console rejects a host name of another site that points at this machine', async () => {
  const { port } = new URL(origin);
  const response = await rawRequest(`${origin}/console`, {
    ...{ method: 'POST', form: new URLSearchParams({ sql: 'select 42' }) },
    headers: { host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` },
  });
  expect(response.status).toBe(403);
});

test('a link runs no SQL', async () => {
  const page = await get(`/console?sql=select+6*7000001&table=${encodeURIComponent('users; select 6*7000001')}`);
  expect(page).not.toContain('42000006');
});

test.each(['/faults', '/sessions/expire', '/calls.json'])('a page of another origin cannot change %s', async (path) => {
  for (const from of ['https://example.com', 'http://127.0.0.1:3000', 'null']) {
    const method = path === '/calls.json' ? 'DELETE' : 'POST';
    expect((await rawRequest(origin + path, { method, headers: { origin: from } })).status).toBe(403);
  }
});

test('the account chooser offers the accounts used before', async () => {
  const { email } = newPerson();
  const authorize = `${origin}/provider/authorize?client_id=google&redirect_uri=${encodeURIComponent(`${origin}/x`)}`;
  await fetch(authorize, { method: 'POST', body: new URLSearchParams({ name: 'Ada', email }), redirect: 'manual' });
  const page = await (await fetch(authorize)).text();
  expect(page).toContain('Choose an account');
  expect(page).toContain(`name="email" value="${email}"`);
  expect(page).toContain('Use another account');
});
