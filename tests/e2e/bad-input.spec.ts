import { randomUUID } from 'node:crypto';
import { connect } from '../../lib/db/connection';
import { expect, test } from '../support/browser-test';
import { newPerson, type Person } from '../support/people';
import { readForm, saidBeside, sendBody, sendForm } from '../support/raw-form';

const app = process.env.TEST_APP_URL ?? '';
const SIGN_UP = `${app}/auth/sign-up`;

type Fields = [string, string | Blob][];
const fieldsOf = ({ name, email, password } = newPerson()): Fields => [
  ['name', name],
  ['email', email],
  ['password', password],
];
const without = (fields: Fields, name: string): Fields => fields.filter(([field]) => field !== name);

async function usersWith({ name, email }: Person): Promise<number> {
  const sql = connect(process.env.TEST_DATABASE_URL ?? '');
  const [row] = await sql`select count(*)::int as count from neon_auth.user where email = ${email} or name = ${name}`;
  return row?.count;
}

const CASES: { what: string; spoil: (fields: Fields, field: string) => Fields }[] = [
  {
    what: 'a file where the field should be',
    spoil: (all, field) => [...without(all, field), [field, new Blob(['x'])]],
  },
  { what: 'the field twice', spoil: (all, field) => [...all, [field, 'another value']] },
  { what: 'no such field', spoil: (all, field) => without(all, field) },
  { what: 'a field of one megabyte', spoil: (all, field) => [...without(all, field), [field, 'x'.repeat(2 ** 20)]] },
  { what: 'a NUL in the field', spoil: (all, field) => [...without(all, field), [field, 'some\0body@example.com']] },
];

for (const { what, spoil } of CASES) {
  for (const field of ['name', 'email', 'password']) {
    test(`${what} (${field}) is said beside the field, and no account is made`, async () => {
      const person = newPerson(randomUUID());
      const answer = await sendForm(await readForm(SIGN_UP), spoil(fieldsOf(person), field));
      expect(answer.status).toBeLessThan(500);
      expect(saidBeside(await answer.text(), field)).toMatch(/\.$/);
      expect(await usersWith(person)).toBe(0);
    });
  }
}

test('the very same form without a fault makes the account', async () => {
  const person = newPerson(randomUUID());
  const answer = await sendForm(await readForm(SIGN_UP), fieldsOf(person));
  expect(answer.status).toBe(303);
  expect(await usersWith(person)).toBe(1);
});

test('a form beyond the limit is refused with a sentence', async () => {
  const answer = await sendForm(await readForm(SIGN_UP), [['name', 'x'.repeat(3 * 2 ** 20)]]);
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('too large');
});

const BROKEN: { what: string; body: string; type: string }[] = [
  {
    what: 'multipart without its end',
    body: '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nx',
    type: 'multipart/form-data; boundary=b',
  },
  { what: 'multipart of garbage', body: 'garbage', type: 'multipart/form-data; boundary=b' },
  { what: 'multipart without a boundary', body: 'garbage', type: 'multipart/form-data' },
  { what: 'JSON', body: '{"email":"a@b.co"}', type: 'application/json' },
  { what: 'plain text', body: 'hello', type: 'text/plain' },
  { what: 'bytes', body: '\u0000\u0001', type: 'application/octet-stream' },
  { what: 'an address-coded form of no action', body: 'email=a%40b.co', type: 'application/x-www-form-urlencoded' },
];

for (const { what, body, type } of BROKEN) {
  test(`${what} in place of a form is refused with a sentence`, async () => {
    const answer = await sendBody(SIGN_UP, body, '', { 'content-type': type });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/form/);
  });
}

test('an address that is no text leads nowhere', async () => {
  for (const [path, type] of [
    ['/posts/%', 'text/html'],
    ['/posts/%ff', 'text/html'],
    ['/%E0%A4', 'text/html'],
    ['/api/posts/%', 'application/json'],
    ['/api/posts/%E0%A4', 'application/json'],
    ['/api/nothing', 'application/json'],
    ['/api/posts/1/x', 'application/json'],
  ] as const) {
    const answer = await fetch(app + path, { redirect: 'manual' });
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get('content-type')).toContain(type);
    if (type === 'text/html') expect(await answer.text()).toContain('There is nothing here');
  }
});

for (const path of ['/auth/sign-up', '/auth/email-otp', '/auth/verify-email']) {
  test(`an action of ${path} that is called without a form, or without its state, says what is missing`, async () => {
    const url = app + path;
    const { hidden } = await readForm(url);
    const id = /"id":"([0-9a-f]+)"/.exec(hidden.map(([, value]) => value).join(' '))?.[1] ?? '';
    expect(id).not.toBe('');
    for (const body of ['[]', '[null]', '[{"status":"refused"}]', '[{"status":"ready"},"text"]']) {
      const answer = await sendBody(url, body, '', { 'content-type': 'text/plain', 'next-action': id });
      expect(answer.status).toBeLessThan(500);
    }
    for (const state of ['[]', '[null]', '[{"status":"refused"}]', '[{"status":"refused","values":{"sentTo":[]}}]']) {
      const changed = hidden.map(([name, value]): [string, string] => [name, name.endsWith(':1') ? state : value]);
      const answer = await sendForm({ url, cookie: '', hidden: changed }, [['email', 'nobody']]);
      expect([state, answer.status]).toEqual([state, 200]);
    }
  });
}

test('a form that comes in pieces is counted, and refused beyond the limit', async () => {
  const piece = new TextEncoder().encode('x'.repeat(2 ** 20));
  let pieces = 0;
  const body = new ReadableStream({
    pull: (controller) => (++pieces > 4 ? controller.close() : controller.enqueue(piece)),
  });
  const request = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'multipart/form-data; boundary=b', origin: app },
  };
  expect((await fetch(SIGN_UP, request)).status).toBe(413);
});

test('an action that does not exist is refused, not answered with a failure', async () => {
  const answer = await sendBody(SIGN_UP, '[]', '', { 'content-type': 'text/plain', 'next-action': 'f'.repeat(42) });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});
