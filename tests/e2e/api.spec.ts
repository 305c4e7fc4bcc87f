import { connect } from '../../lib/db/connection';
import { ask, type Member, newMember } from '../support/api';
import { expect, test } from '../support/browser-test';

const app = process.env.TEST_APP_URL ?? '';
const POSTS = `${app}/api/posts`;
const sql = connect(process.env.TEST_DATABASE_URL ?? '');

let ada: Member;
test.beforeAll(async () => {
  ada = await newMember(app, 'Ada Lovelace');
});

const post = (body: unknown, headers: Record<string, string> = ada.withToken) =>
  ask(POSTS, { method: 'POST', headers, body });

test('a post is written, read, changed and deleted', async () => {
  const created = await post({ content: 'Written\r\nby a script ' });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: expect.any(Number),
    content: 'Written\nby a script',
    isPublished: false,
    createdAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: created.body.createdAt,
    author: { id: ada.id, name: 'Ada Lovelace' },
  });
  const address = `${app}${created.headers.get('location')}`;
  expect(address).toBe(`${POSTS}/${created.body.id}`);

  const read = await ask(address, { headers: ada.withToken });
  expect(read.status).toBe(200);
  expect(read.body).toEqual(created.body);
  expect(read.headers.get('cache-control')).toBe('private, no-store');

  const etag = read.headers.get('etag') ?? '';
  const changed = await ask(address, {
    method: 'PATCH',
    headers: { ...ada.withToken, 'if-match': etag },
    body: { isPublished: true },
  });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ content: 'Written\nby a script', isPublished: true });

  const stale = { content: 'Late', updatedAt: read.body.updatedAt };
  const conflict = await ask(address, { method: 'PATCH', headers: ada.withToken, body: stale });
  expect(conflict.status).toBe(409);
  expect(conflict.body.error?.code).toBe('conflict');
  const late = { method: 'PATCH', headers: { ...ada.withToken, 'if-match': etag }, body: { content: 'Late' } };
  expect((await ask(address, late)).status).toBe(409);
  const fresh = { content: 'In time', updatedAt: changed.body.updatedAt };
  expect((await ask(address, { method: 'PATCH', headers: ada.withToken, body: fresh })).status).toBe(200);
  const both = { ...fresh, updatedAt: read.body.updatedAt };
  const disagreeing = {
    method: 'PATCH',
    headers: { ...ada.withToken, 'if-match': `"${changed.body.updatedAt}"` },
    body: both,
  };
  expect((await ask(address, disagreeing)).status).toBe(409);
  const any = { method: 'PATCH', headers: { ...ada.withToken, 'if-match': '*' }, body: { content: 'Anyway' } };
  expect((await ask(address, any)).body.content).toBe('Anyway');

  const staleDelete = { method: 'DELETE', headers: { ...ada.withToken, 'if-match': etag } };
  expect((await ask(address, staleDelete)).status).toBe(409);
  expect(await ask(address, { method: 'DELETE', headers: ada.withToken })).toMatchObject({ status: 204, body: {} });
  expect((await ask(address, { method: 'DELETE', headers: ada.withToken })).status).toBe(404);
  expect((await ask(address, { headers: ada.withToken })).status).toBe(404);
});

test('a cookie does what a token does, from a page of the app alone', async () => {
  const created = await post({ content: 'From a page' }, ada.fromPage);
  expect(created.status).toBe(201);
  const address = `${POSTS}/${created.body.id}`;
  expect((await ask(address, { headers: { cookie: ada.cookie } })).status).toBe(200);

  const body = { content: 'Forged' };
  for (const elsewhere of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: app.replace('http', 'https').replace(/\d+$/, '1') },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ]) {
    const headers = { cookie: ada.cookie, ...elsewhere };
    expect((await post(body, headers)).status).toBe(403);
    const patch = { method: 'PATCH', headers: { ...headers, 'if-match': '*' }, body };
    expect((await ask(address, patch)).status).toBe(403);
    expect((await ask(address, { method: 'DELETE', headers })).status).toBe(403);
  }
  expect((await ask(address, { headers: ada.withToken })).body.content).toBe('From a page');
  const ownPage = { cookie: ada.cookie, 'sec-fetch-site': 'same-origin' };
  expect((await ask(address, { method: 'DELETE', headers: ownPage })).status).toBe(204);
});

test('the same post sent twenty times at once with one key is one post', async () => {
  const member = await newMember(app);
  const headers = { ...member.withToken, 'idempotency-key': crypto.randomUUID() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => post({ content: 'Once' }, headers)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const [row] = await sql`select count(*)::int as count from posts where user_id = ${member.id}`;
  expect(row?.count).toBe(1);

  const other = await post({ content: 'Another' }, headers);
  expect(other.status).toBe(409);
  expect(other.body.error?.code).toBe('idempotency_key_reused');
  expect((await post({ content: 'x' }, { ...member.withToken, 'idempotency-key': 'mine' })).status).toBe(400);
});

test('a list goes on where next says, for its own search alone', async () => {
  const member = await newMember(app);
  const word = `arbor${member.id.replace(/\W/g, '')}`;
  for (let n = 1; n <= 12; n += 1) await post({ content: `${word} ${n}`, isPublished: true }, member.withToken);
  await post({ content: `${word} draft` }, member.withToken);

  const first = await ask(`${POSTS}?q=${word}`, { headers: ada.withToken });
  expect(first.body.posts?.map(({ content }) => content)).toEqual(
    Array.from({ length: 10 }, (_, n) => `${word} ${12 - n}`),
  );
  for (const one of first.body.posts ?? []) {
    const alone = await ask(`${POSTS}/${one.id}`, { headers: ada.withToken });
    expect(one).toEqual(alone.body);
  }
  const second = await ask(`${POSTS}?q=${word}&cursor=${first.body.next}`, { headers: ada.withToken });
  expect(second.body).toMatchObject({ posts: [{ content: `${word} 2` }, { content: `${word} 1` }], next: null });

  expect((await ask(`${POSTS}?cursor=${first.body.next}`, { headers: ada.withToken })).status).toBe(404);
  expect((await ask(`${POSTS}?q=other&cursor=${first.body.next}`, { headers: ada.withToken })).status).toBe(404);
});

const BAD_POSTS: { what: string; body: unknown; field: string }[] = [
  { what: 'nothing in it', body: {}, field: 'content' },
  { what: 'only spaces', body: { content: '  \n ' }, field: 'content' },
  { what: 'a number for content', body: { content: 7 }, field: 'content' },
  { what: 'a NUL', body: { content: 'a\0b' }, field: 'content' },
  { what: 'a lone surrogate', body: '{"content":"a\\ud800b"}', field: 'content' },
  { what: '5,001 emoji', body: { content: '👩‍👩‍👧‍👦'.repeat(5_001) }, field: 'content' },
  { what: 'a word for isPublished', body: { content: 'x', isPublished: 'yes' }, field: 'isPublished' },
  { what: 'an author', body: { content: 'x', user_id: 'y' }, field: 'user_id' },
  { what: 'an id', body: { content: 'x', id: 1 }, field: 'id' },
  { what: 'an array', body: [], field: 'body' },
  { what: 'null', body: 'null', field: 'body' },
];
for (const { what, body, field } of BAD_POSTS) {
  test(`a post with ${what} is refused, and the field named`, async () => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 'invalid_input',
      fields: { [field]: expect.stringMatching(/\.$/) },
    });
  });
}

for (const content of ['a \uFFFD b', '\u200Fשלום \u202Eabc', '<script>alert(1)</script>', '👩‍👩‍👧‍👦'.repeat(5_000)]) {
  test(`a post of ${JSON.stringify(content.slice(0, 30))} comes back as it was sent`, async () => {
    const created = await post({ content });
    expect(created.status).toBe(201);
    expect((await ask(`${POSTS}/${created.body.id}`, { headers: ada.withToken })).body.content).toBe(content);
  });
}

test('a change of what nobody may change is refused, and changes nothing', async () => {
  const { body: before } = await post({ content: 'As it is' });
  const address = `${POSTS}/${before.id}`;
  const headers = { ...ada.withToken, 'if-match': '*' };
  for (const body of [
    '{"content":"x","user_id":"00000000-0000-0000-0000-000000000000"}',
    '{"content":"x","id":1}',
    '{"content":"x","createdAt":"2000-01-01T00:00:00Z"}',
    '{"isPublished":null}',
    '{"__proto__":{"content":"x"}}',
    '{"constructor":{"prototype":{"content":"x"}}}',
    '{}',
    '{"updatedAt":"2000-01-01T00:00:00Z"}',
    '{"content":"x","updatedAt":"yesterday"}',
    '{"content":"x","updatedAt":"0000-01-01T00:00:00.000Z"}',
  ]) {
    expect((await ask(address, { method: 'PATCH', headers, body })).status).toBe(400);
  }
  const unversioned = await ask(address, { method: 'PATCH', headers: ada.withToken, body: { content: 'x' } });
  expect(unversioned).toMatchObject({ status: 400, body: { error: { fields: { updatedAt: expect.any(String) } } } });
  expect((await ask(address, { headers: ada.withToken })).body).toEqual(before);
});

for (const id of ['0', '-1', '1e9', '9223372036854775808', 'abc', '%00', '%20', '1%2F..', '９', '999999999']) {
  test(`there is no post ${id}, whatever is done with it`, async () => {
    const address = `${POSTS}/${id}`;
    for (const request of [
      { method: 'GET' },
      { method: 'PATCH', body: { content: 'x', updatedAt: '2026-01-01T00:00:00.000Z' } },
      { method: 'DELETE' },
    ]) {
      const { status, body } = await ask(address, { ...request, headers: ada.withToken });
      expect([status, body.error?.code]).toEqual([404, 'not_found']);
    }
  });
}

test('a search that is none is refused', async () => {
  for (const q of ['x'.repeat(10_000), '%00']) {
    const { status, body } = await ask(`${POSTS}?q=${q}`, { headers: ada.withToken });
    expect([status, Object.keys(body.error?.fields ?? {})]).toEqual([400, ['q']]);
  }
  for (const cursor of ['', 'x', '%00', 'A'.repeat(5_000)]) {
    const { status, body } = await ask(`${POSTS}?cursor=${cursor}`, { headers: ada.withToken });
    expect([status, body.error?.message]).toEqual([404, expect.stringContaining('cursor')]);
    for (const list of ['/posts', '/posts/mine']) {
      const page = await fetch(`${app}${list}?cursor=${cursor}`, { headers: { cookie: ada.cookie } });
      expect([page.status, list]).toEqual([404, list]);
    }
  }
});

test('what is far too long is refused at once, and holds nobody up', async () => {
  for (const content of ['x'.repeat(199_000), 'e\u0301'.repeat(66_000), `${'x'.repeat(199_990)}\u0301`]) {
    expect((await post({ content })).status).toBe(400);
  }
});

test('what is no JSON is refused', async () => {
  const send = (body: string, type: string) =>
    ask(POSTS, { method: 'POST', headers: { ...ada.withToken, 'content-type': type }, body });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp']) {
    expect((await send('{"content":"x"}', type)).status).toBe(415);
  }
  for (const body of ['', '{', 'content', '{"content":"x"}}']) {
    expect((await send(body, 'application/json')).body.error?.code).toBe('invalid_json');
  }
  expect((await send('{"content":"x"}', 'application/json; charset=utf-8')).status).toBe(201);
});

test('a body beyond the limit is refused, with its length said or not', async () => {
  const large = JSON.stringify({ content: 'x'.repeat(2_000_000) });
  expect((await post(large)).status).toBe(413);
  const pieces = new Blob([large]).stream();
  const request = {
    method: 'POST',
    body: pieces,
    duplex: 'half',
    headers: { ...ada.withToken, 'content-type': 'application/json' },
  };
  expect((await fetch(POSTS, request)).status).toBe(413);
});

test('a method that an address does not take is refused with those that it does', async () => {
  for (const [address, allow, methods] of [
    [POSTS, 'GET, POST', ['PUT', 'PATCH', 'DELETE']],
    [`${POSTS}/1`, 'GET, PATCH, DELETE', ['PUT', 'POST']],
  ] as const) {
    for (const method of methods) {
      const answer = await ask(address, { method, headers: ada.withToken });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      expect(answer.body.error?.code).toBe('method_not_allowed');
    }
    expect((await ask(address, { method: 'OPTIONS' })).headers.get('allow')).toBe(allow);
  }
});

test('somebody who writes too fast is asked to wait', async () => {
  const member = await newMember(app);
  await sql`insert into posts (user_id, content) select ${member.id}, 'x' from generate_series(1, 30)`;
  const answer = await post({ content: 'One more' }, member.withToken);
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(answer.body.error?.code).toBe('too_many_requests');
});
