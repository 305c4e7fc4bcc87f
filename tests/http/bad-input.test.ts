import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { newPerson, type Person } from '../support/people';
import { readForm, saidBeside, sendBody, sendForm } from '../support/raw-form';
import { app } from '../support/worker-app';

const SIGN_UP = `${app.url}/auth/sign-up`;

type Fields = [string, string | Blob][];
const fieldsOf = ({ name, email, password } = newPerson()): Fields => [
  ['name', name],
  ['email', email],
  ['password', password],
];
const omit = (fields: Fields, name: string): Fields => fields.filter(([field]) => field !== name);

async function countUsers({ name, email }: Person): Promise<number> {
  const sql = connect(app.databaseUrl);
  const [row] = await sql`select count(*)::int as count from neon_auth.user where email = ${email} or name = ${name}`;
  return row?.count;
}

const INVALID_FIELDS: { problem: string; corrupt: (fields: Fields, field: string) => Fields }[] = [
  {
    problem: 'a file instead of text',
    corrupt: (fields, field) => [...omit(fields, field), [field, new Blob(['x'])]],
  },
  { problem: 'a duplicate field', corrupt: (fields, field) => [...fields, [field, 'another value']] },
  { problem: 'a missing field', corrupt: (fields, field) => omit(fields, field) },
  { problem: 'a 1 MB value', corrupt: (fields, field) => [...omit(fields, field), [field, 'x'.repeat(2 ** 20)]] },
  {
    problem: 'a NUL character',
    corrupt: (fields, field) => [...omit(fields, field), [field, 'some\0body@example.com']],
  },
];

for (const { problem, corrupt } of INVALID_FIELDS) {
  for (const field of ['name', 'email', 'password']) {
    test(`${problem} (${field}) shows an error next to the field and creates no account`, async () => {
      const person = newPerson(randomUUID());
      const response = await sendForm(await readForm(SIGN_UP), corrupt(fieldsOf(person), field));
      expect(response.status).toBeLessThan(500);
      expect(saidBeside(await response.text(), field)).toMatch(/\.$/);
      expect(await countUsers(person)).toBe(0);
    });
  }
}

test('the same form with valid fields creates the account', async () => {
  const person = newPerson(randomUUID());
  const response = await sendForm(await readForm(SIGN_UP), fieldsOf(person));
  expect(response.status).toBe(303);
  expect(await countUsers(person)).toBe(1);
});

test('a form over the size limit is rejected with a message', async () => {
  const response = await sendForm(await readForm(SIGN_UP), [['name', 'x'.repeat(3 * 2 ** 20)]]);
  expect(response.status).toBe(413);
  expect(await response.text()).toContain('too large');
});

const INVALID_BODIES: { kind: string; body: string; type: string }[] = [
  {
    kind: 'truncated multipart',
    body: '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nx',
    type: 'multipart/form-data; boundary=b',
  },
  { kind: 'malformed multipart', body: 'garbage', type: 'multipart/form-data; boundary=b' },
  { kind: 'multipart without a boundary', body: 'garbage', type: 'multipart/form-data' },
  { kind: 'JSON', body: '{"email":"a@b.co"}', type: 'application/json' },
  { kind: 'plain text', body: 'hello', type: 'text/plain' },
  { kind: 'binary data', body: '\u0000\u0001', type: 'application/octet-stream' },
  { kind: 'a URL-encoded form without an action', body: 'email=a%40b.co', type: 'application/x-www-form-urlencoded' },
];

for (const { kind, body, type } of INVALID_BODIES) {
  test(`${kind} instead of a form is rejected with a message`, async () => {
    const response = await sendBody(SIGN_UP, body, '', { 'content-type': type });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/form/);
  });
}

test('a malformed or unknown URL returns 404', async () => {
  for (const [path, type] of [
    ['/posts/%', 'text/html'],
    ['/posts/%ff', 'text/html'],
    ['/%E0%A4', 'text/html'],
    ['/api/%', 'application/json'],
    ['/api/nothing/%E0%A4', 'application/json'],
    ['/api/nothing', 'application/json'],
    ['/api/posts/1/x', 'application/json'],
  ] as const) {
    const response = await fetch(app.url + path, { redirect: 'manual' });
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get('content-type')).toContain(type);
    if (type === 'text/html') expect(await response.text()).toContain('Page not found');
  }
});

for (const path of ['/auth/sign-up', '/auth/email-otp', '/auth/verify-email']) {
  test(`a server action of ${path} handles a missing form or an invalid state`, async () => {
    const url = app.url + path;
    const { hidden } = await readForm(url);
    const id = /"id":"([0-9a-f]+)"/.exec(hidden.map(([, value]) => value).join(' '))?.[1] ?? '';
    expect(id).not.toBe('');
    for (const body of ['[]', '[null]', '[{"status":"refused"}]', '[{"status":"ready"},"text"]']) {
      const response = await sendBody(url, body, '', { 'content-type': 'text/plain', 'next-action': id });
      expect(response.status).toBeLessThan(500);
    }
    for (const state of ['[]', '[null]', '[{"status":"refused"}]', '[{"status":"refused","values":{"sentTo":[]}}]']) {
      const changedHidden = hidden.map(([name, value]): [string, string] => [
        name,
        name.endsWith(':1') ? state : value,
      ]);
      const response = await sendForm({ url, cookie: '', hidden: changedHidden }, [['email', 'not-an-email']]);
      expect([state, response.status]).toEqual([state, 200]);
    }
  });
}

test('a streamed form over the size limit is rejected', async () => {
  const chunk = new TextEncoder().encode('x'.repeat(2 ** 20));
  let chunks = 0;
  const body = new ReadableStream({
    pull: (controller) => (++chunks > 4 ? controller.close() : controller.enqueue(chunk)),
  });
  const request = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'multipart/form-data; boundary=b', origin: app.url },
  };
  expect((await fetch(SIGN_UP, request)).status).toBe(413);
});

test('an unknown server action returns a client error', async () => {
  const response = await sendBody(SIGN_UP, '[]', '', { 'content-type': 'text/plain', 'next-action': 'f'.repeat(42) });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
});
