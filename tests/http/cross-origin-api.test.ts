import { beforeAll, describe, expect, test } from 'vitest';
import { ask, bearerHeaders } from '../support/api';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const POSTS = `${app.url}/api/posts`;

let user: User;
let withToken: Record<string, string>;
beforeAll(async () => {
  user = await createUser(app);
  withToken = await bearerHeaders(app, user);
});

async function newPost() {
  const { body } = await ask(POSTS, { method: 'POST', headers: withToken, body: { content: 'Draft' } });
  return { url: `${POSTS}/${body.id}`, etag: `"${body.updatedAt}"` };
}

describe('If-Match', () => {
  const OTHER = '"2020-01-01T00:00:00.000Z"';
  const change = (url: string, ifMatch: string, method = 'PATCH') =>
    ask(url, {
      method,
      headers: { ...withToken, 'if-match': ifMatch },
      ...(method === 'PATCH' && { body: { content: 'Changed' } }),
    });

  test.each([
    ['a weak tag', (etag: string) => `W/${etag}`, 409],
    ['the tag of another version', () => OTHER, 409],
    ['a tag of another server', () => '"abc"', 409],
    ['a list without the tag', () => `${OTHER}, "abc"`, 409],
    ['a list with the tag only as a weak one', (etag: string) => `W/${etag}, "abc"`, 409],
    ['a malformed tag', (etag: string) => etag.slice(1), 400],
    ['an empty value', () => '', 400],
    ['a list with *', (etag: string) => `${etag}, *`, 400],
    ['the tag', (etag: string) => etag, 'done'],
    ['a list with the tag', (etag: string) => `"abc", W/"abc", ${OTHER},${etag}`, 'done'],
    ['*', () => '*', 'done'],
  ])('with %s is answered as RFC 9110 says', async (_name, ifMatch, expected) => {
    const { url, etag } = await newPost();
    const changed = await change(url, ifMatch(etag));
    expect(changed.status).toBe(expected === 'done' ? 200 : expected);
    if (expected === 409) expect(changed.body.error?.code).toBe('conflict');
    const latest = (await ask(url, { headers: withToken })).headers.get('etag') ?? '';
    expect(latest === etag).toBe(expected !== 'done');
    expect((await change(url, ifMatch(latest), 'DELETE')).status).toBe(expected === 'done' ? 204 : expected);
  });

  test('must list the version in updatedAt, if there is one', async () => {
    const { url, etag } = await newPost();
    const update = (ifMatch: string) =>
      ask(url, {
        method: 'PATCH',
        headers: { ...withToken, 'if-match': ifMatch },
        body: { content: 'Changed', updatedAt: JSON.parse(etag) },
      });
    for (const ifMatch of [OTHER, '"abc"', `W/${etag}`]) expect((await update(ifMatch)).status).toBe(409);
    expect((await update(`${OTHER}, ${etag}`)).status).toBe(200);
  });

  test('of a post that does not exist is a 404', async () => {
    for (const method of ['PATCH', 'DELETE'])
      expect((await change(`${POSTS}/999999999`, '"abc"', method)).status).toBe(404);
  });
});

test.each([
  '00000000-0000-0000-0000-000000000001',
  'A0EEBC99-9C0B-4EF8-0B6D-6BB9BD380A11',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
])('the idempotency key %s, which Postgres accepts as a UUID, creates one post', async (key) => {
  const create = () =>
    ask(POSTS, { method: 'POST', headers: { ...withToken, 'idempotency-key': key }, body: { content: key } });
  const [first, second] = [await create(), await create()];
  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
});

describe('a page of another origin', () => {
  const origin = 'https://other.example';
  const cors = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

  test('may call the posts API with a token', async () => {
    for (const [url, methods] of [
      [POSTS, 'GET, POST'],
      [`${POSTS}/1`, 'GET, PATCH, DELETE'],
    ] as const) {
      const preflight = await ask(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
      expect(preflight.headers.get('access-control-allow-methods')).toBe(methods);
      const allowed = preflight.headers.get('access-control-allow-headers') ?? '';
      expect(allowed.toLowerCase().split(', ')).toEqual([
        'authorization',
        'content-type',
        'if-match',
        'idempotency-key',
      ]);
    }
    const created = await ask(POSTS, { method: 'POST', headers: { ...withToken, origin }, body: { content: 'Hello' } });
    expect(created.status).toBe(201);
    expect(created.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  test('sees errors of the posts API', async () => {
    for (const request of [
      { headers: { origin } },
      { headers: { origin, ...withToken }, method: 'PUT' },
      { headers: { origin, ...withToken }, method: 'POST', body: '{' },
    ]) {
      const response = await ask(POSTS, request);
      expect([401, 405, 400]).toContain(response.status);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  test('gets nothing with cookies, and nothing from the other routes', async () => {
    const withCookie = await ask(POSTS, { headers: { cookie: user.cookie, origin } });
    // Without this header, browsers hide every response to a request with cookies.
    expect(withCookie.headers.get('access-control-allow-credentials')).toBeNull();
    const post = { method: 'POST', headers: { cookie: user.cookie, origin }, body: { content: 'Forged' } };
    expect((await ask(POSTS, post)).status).toBe(403);
    for (const path of ['/', '/posts', '/api/health', '/api/auth/get-session', '/api/auth/token', '/api/nowhere']) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await fetch(app.url + path, { method, headers: { origin, cookie: user.cookie } });
        expect([method, path, cors(headers)]).toEqual([method, path, []]);
      }
    }
  });
});
