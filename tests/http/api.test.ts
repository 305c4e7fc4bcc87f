import { beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { ask, bearerHeaders } from '../support/api';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const POSTS = `${app.url}/api/posts`;
const sql = connect(app.databaseUrl);

let ada: User & { withToken: Record<string, string> };
beforeAll(async () => {
  ada = await createCaller();
});

/** Creates a user with the headers of a request with a JWT. */
async function createCaller() {
  const user = await createUser(app);
  return { ...user, withToken: await bearerHeaders(app, user) };
}

const createPost = (body: unknown, headers: Record<string, string> = ada.withToken) =>
  ask(POSTS, { method: 'POST', headers, body });

test('a post is created, read, updated and deleted', async () => {
  const created = await createPost({ content: 'Written\r\nby a script ' });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: expect.any(Number),
    content: 'Written\nby a script',
    isPublished: false,
    createdAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: created.body.createdAt,
    author: { id: ada.id, name: 'Ada Lovelace' },
  });
  const url = `${app.url}${created.headers.get('location')}`;
  expect(url).toBe(`${POSTS}/${created.body.id}`);

  const read = await ask(url, { headers: ada.withToken });
  expect(read.status).toBe(200);
  expect(read.body).toEqual(created.body);
  expect(read.headers.get('cache-control')).toBe('private, no-store');

  const etag = read.headers.get('etag') ?? '';
  const changed = await ask(url, {
    method: 'PATCH',
    headers: { ...ada.withToken, 'if-match': etag },
    body: { isPublished: true },
  });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ content: 'Written\nby a script', isPublished: true });

  const stale = { content: 'Late', updatedAt: read.body.updatedAt };
  const conflict = await ask(url, { method: 'PATCH', headers: ada.withToken, body: stale });
  expect(conflict.status).toBe(409);
  expect(conflict.body.error?.code).toBe('conflict');
  const staleIfMatch = { method: 'PATCH', headers: { ...ada.withToken, 'if-match': etag }, body: { content: 'Late' } };
  expect((await ask(url, staleIfMatch)).status).toBe(409);
  const fresh = { content: 'In time', updatedAt: changed.body.updatedAt };
  expect((await ask(url, { method: 'PATCH', headers: ada.withToken, body: fresh })).status).toBe(200);
  const staleUpdatedAt = { ...fresh, updatedAt: read.body.updatedAt };
  const mismatch = {
    method: 'PATCH',
    headers: { ...ada.withToken, 'if-match': `"${changed.body.updatedAt}"` },
    body: staleUpdatedAt,
  };
  expect((await ask(url, mismatch)).status).toBe(409);
  const anyVersion = { method: 'PATCH', headers: { ...ada.withToken, 'if-match': '*' }, body: { content: 'Anyway' } };
  expect((await ask(url, anyVersion)).body.content).toBe('Anyway');

  const staleDelete = { method: 'DELETE', headers: { ...ada.withToken, 'if-match': etag } };
  expect((await ask(url, staleDelete)).status).toBe(409);
  expect(await ask(url, { method: 'DELETE', headers: ada.withToken })).toMatchObject({ status: 204, body: {} });
  expect((await ask(url, { method: 'DELETE', headers: ada.withToken })).status).toBe(404);
  expect((await ask(url, { headers: ada.withToken })).status).toBe(404);
});

test('a session cookie works like a token, but its writes must come from the same origin', async () => {
  const created = await createPost({ content: 'From a page' }, ada.headers);
  expect(created.status).toBe(201);
  const url = `${POSTS}/${created.body.id}`;
  expect((await ask(url, { headers: { cookie: ada.cookie } })).status).toBe(200);

  const body = { content: 'Forged' };
  for (const requestHeaders of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: app.url.replace('http', 'https').replace(/\d+$/, '1') },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ]) {
    const headers = { cookie: ada.cookie, ...requestHeaders };
    expect((await createPost(body, headers)).status).toBe(403);
    const patch = { method: 'PATCH', headers: { ...headers, 'if-match': '*' }, body };
    expect((await ask(url, patch)).status).toBe(403);
    expect((await ask(url, { method: 'DELETE', headers })).status).toBe(403);
  }
  expect((await ask(url, { headers: ada.withToken })).body.content).toBe('From a page');
  const sameOrigin = { cookie: ada.cookie, 'sec-fetch-site': 'same-origin' };
  expect((await ask(url, { method: 'DELETE', headers: sameOrigin })).status).toBe(204);
});

test('twenty concurrent requests with one idempotency key create one post', async () => {
  const member = await createCaller();
  const headers = { ...member.withToken, 'idempotency-key': crypto.randomUUID() };
  const responses = await Promise.all(Array.from({ length: 20 }, () => createPost({ content: 'Once' }, headers)));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(responses.map(({ body }) => body.id)).size).toBe(1);
  const [row] = await sql`select count(*)::int as count from posts where user_id = ${member.id}`;
  expect(row?.count).toBe(1);

  const other = await createPost({ content: 'Another' }, headers);
  expect(other.status).toBe(409);
  expect(other.body.error?.code).toBe('idempotency_key_reused');
  expect((await createPost({ content: 'x' }, { ...member.withToken, 'idempotency-key': 'mine' })).status).toBe(400);
});

test('a cursor returns the next page and is valid only for its own search', async () => {
  const member = await createCaller();
  const word = `arbor${member.id.replace(/\W/g, '')}`;
  for (let n = 1; n <= 12; n += 1) await createPost({ content: `${word} ${n}`, isPublished: true }, member.withToken);
  await createPost({ content: `${word} draft` }, member.withToken);

  const first = await ask(`${POSTS}?q=${word}`, { headers: ada.withToken });
  expect(first.body.posts?.map(({ content }) => content)).toEqual(
    Array.from({ length: 10 }, (_, n) => `${word} ${12 - n}`),
  );
  for (const listed of first.body.posts ?? []) {
    const single = await ask(`${POSTS}/${listed.id}`, { headers: ada.withToken });
    expect(listed).toEqual(single.body);
  }
  const second = await ask(`${POSTS}?q=${word}&cursor=${first.body.next}`, { headers: ada.withToken });
  expect(second.body).toMatchObject({ posts: [{ content: `${word} 2` }, { content: `${word} 1` }], next: null });

  expect((await ask(`${POSTS}?cursor=${first.body.next}`, { headers: ada.withToken })).status).toBe(404);
  expect((await ask(`${POSTS}?q=other&cursor=${first.body.next}`, { headers: ada.withToken })).status).toBe(404);
});

const INVALID_POSTS: { input: string; body: unknown; field: string }[] = [
  { input: 'an empty object', body: {}, field: 'content' },
  { input: 'only whitespace', body: { content: '  \n ' }, field: 'content' },
  { input: 'a number as content', body: { content: 7 }, field: 'content' },
  { input: 'a NUL character', body: { content: 'a\0b' }, field: 'content' },
  { input: 'a lone surrogate', body: '{"content":"a\\ud800b"}', field: 'content' },
  { input: '5,001 emoji', body: { content: '👩‍👩‍👧‍👦'.repeat(5_001) }, field: 'content' },
  { input: 'a string as isPublished', body: { content: 'x', isPublished: 'yes' }, field: 'isPublished' },
  { input: 'a user_id', body: { content: 'x', user_id: 'y' }, field: 'user_id' },
  { input: 'an id', body: { content: 'x', id: 1 }, field: 'id' },
  { input: 'an array as its body', body: [], field: 'body' },
  { input: 'null as its body', body: 'null', field: 'body' },
];
for (const { input, body, field } of INVALID_POSTS) {
  test(`a post with ${input} is rejected with an error for the field`, async () => {
    const response = await createPost(body);
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      code: 'invalid_input',
      fields: { [field]: expect.stringMatching(/\.$/) },
    });
  });
}

for (const content of ['a \uFFFD b', '\u200Fשלום \u202Eabc', '<script>alert(1)</script>', '👩‍👩‍👧‍👦'.repeat(5_000)]) {
  test(`a post of ${JSON.stringify(content.slice(0, 30))} is returned unchanged`, async () => {
    const created = await createPost({ content });
    expect(created.status).toBe(201);
    expect((await ask(`${POSTS}/${created.body.id}`, { headers: ada.withToken })).body.content).toBe(content);
  });
}

test('an update with read-only, missing or invalid fields is rejected and changes nothing', async () => {
  const { body: before } = await createPost({ content: 'As it is' });
  const url = `${POSTS}/${before.id}`;
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
    expect((await ask(url, { method: 'PATCH', headers, body })).status).toBe(400);
  }
  const unversioned = await ask(url, { method: 'PATCH', headers: ada.withToken, body: { content: 'x' } });
  expect(unversioned).toMatchObject({ status: 400, body: { error: { fields: { updatedAt: expect.any(String) } } } });
  expect((await ask(url, { headers: ada.withToken })).body).toEqual(before);
});

for (const id of ['0', '-1', '1e9', '9223372036854775808', 'abc', '%00', '%20', '1%2F..', '９', '999999999']) {
  test(`reading, updating or deleting post ${id} returns 404`, async () => {
    const url = `${POSTS}/${id}`;
    for (const request of [
      { method: 'GET' },
      { method: 'PATCH', body: { content: 'x', updatedAt: '2026-01-01T00:00:00.000Z' } },
      { method: 'DELETE' },
    ]) {
      const { status, body } = await ask(url, { ...request, headers: ada.withToken });
      expect([status, body.error?.code]).toEqual([404, 'not_found']);
    }
  });
}

test('an invalid search or cursor is rejected', async () => {
  for (const q of ['x'.repeat(10_000), '%00']) {
    const { status, body } = await ask(`${POSTS}?q=${q}`, { headers: ada.withToken });
    expect([status, Object.keys(body.error?.fields ?? {})]).toEqual([400, ['q']]);
  }
  for (const cursor of ['', 'x', '%00', 'A'.repeat(5_000)]) {
    const { status, body } = await ask(`${POSTS}?cursor=${cursor}`, { headers: ada.withToken });
    expect([status, body.error?.message]).toEqual([404, expect.stringContaining('cursor')]);
    for (const list of ['/posts', '/posts/mine']) {
      const page = await fetch(`${app.url}${list}?cursor=${cursor}`, { headers: { cookie: ada.cookie } });
      expect([page.status, list]).toEqual([404, list]);
    }
  }
});

test('very long content is rejected quickly', async () => {
  for (const content of ['x'.repeat(199_000), 'e\u0301'.repeat(66_000), `${'x'.repeat(199_990)}\u0301`]) {
    expect((await createPost({ content })).status).toBe(400);
  }
});

test('a body that is not JSON is rejected', async () => {
  const createPostAs = (type: string, body: string) =>
    ask(POSTS, { method: 'POST', headers: { ...ada.withToken, 'content-type': type }, body });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp']) {
    expect((await createPostAs(type, '{"content":"x"}')).status).toBe(415);
  }
  for (const body of ['', '{', 'content', '{"content":"x"}}']) {
    expect((await createPostAs('application/json', body)).body.error?.code).toBe('invalid_json');
  }
  expect((await createPostAs('application/json; charset=utf-8', '{"content":"x"}')).status).toBe(201);
});

test('a body over the size limit is rejected, with or without Content-Length', async () => {
  const largeBody = JSON.stringify({ content: 'x'.repeat(2_000_000) });
  expect((await createPost(largeBody)).status).toBe(413);
  const stream = new Blob([largeBody]).stream();
  const request = {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { ...ada.withToken, 'content-type': 'application/json' },
  };
  expect((await fetch(POSTS, request)).status).toBe(413);
});

test('an unsupported method returns 405 with an Allow header', async () => {
  for (const [url, allow, methods] of [
    [POSTS, 'GET, POST', ['PUT', 'PATCH', 'DELETE']],
    [`${POSTS}/1`, 'GET, PATCH, DELETE', ['PUT', 'POST']],
  ] as const) {
    for (const method of methods) {
      const response = await ask(url, { method, headers: ada.withToken });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
      expect(response.body.error?.code).toBe('method_not_allowed');
    }
    expect((await ask(url, { method: 'OPTIONS' })).headers.get('allow')).toBe(allow);
  }
});

test('a user who posts too quickly gets 429 with Retry-After', async () => {
  const member = await createCaller();
  await sql`insert into posts (user_id, content) select ${member.id}, 'x' from generate_series(1, 30)`;
  const response = await createPost({ content: 'One more' }, member.withToken);
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('60');
  expect(response.body.error?.code).toBe('too_many_requests');
});
