import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { ask, bearerHeaders } from '../support/api';
import { type Author, CALLERS, type Caller, createScene, type Role } from '../support/callers';
import { ban, createUser, revokeSessions } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);

/** Creates a token of the author before something happens to them. */
const withTokenThen = (happen: (databaseUrl: string, author: Author) => Promise<void>) => async (author: Author) => {
  const headers = await bearerHeaders(app, author);
  await happen(app.databaseUrl, author);
  return headers;
};

const TOKEN_CALLERS: Caller[] = [
  { name: 'the author with a token', role: 'author', authenticate: (author) => bearerHeaders(app, author) },
  {
    name: 'another user with a token',
    role: 'reader',
    authenticate: async () => bearerHeaders(app, await createUser(app)),
  },
  {
    name: 'the author with a token of a revoked session',
    role: 'unauthenticated',
    authenticate: withTokenThen(revokeSessions),
  },
  { name: 'the banned author with a token', role: 'unauthenticated', authenticate: withTokenThen(ban) },
];

/** The expected statuses of the API. */
const EXPECTED: Record<Role, { readDraft: number; readPublished: number; update: number; remove: number }> = {
  author: { readDraft: 200, readPublished: 200, update: 200, remove: 204 },
  reader: { readDraft: 404, readPublished: 200, update: 404, remove: 404 },
  unauthenticated: { readDraft: 401, readPublished: 401, update: 401, remove: 401 },
};

const findPost = async (id: number) => (await sql`select * from posts where id = ${id}`)[0];

for (const { name, role, authenticate } of [...CALLERS, ...TOKEN_CALLERS]) {
  for (const isPublished of [false, true]) {
    const state = isPublished ? 'published' : 'draft';
    const expected = EXPECTED[role];

    test(`${name} has the expected access to a ${state} post in the API`, async () => {
      const { author, id, word, secret } = await createScene(isPublished);
      const headers = { ...(await authenticate(author)), origin: app.url };
      const before = await findPost(id);
      const url = `${app.url}/api/posts/${id}`;

      const read = await ask(url, { headers });
      expect(read.status).toBe(isPublished ? expected.readPublished : expected.readDraft);
      expect(JSON.stringify(read.body).includes(secret)).toBe(read.status === 200);

      const list = await ask(`${app.url}/api/posts?q=${word}`, { headers });
      expect(list.status).toBe(role === 'unauthenticated' ? 401 : 200);
      expect(JSON.stringify(list.body).includes(secret)).toBe(role !== 'unauthenticated' && isPublished);

      for (const method of ['PUT', 'POST']) expect((await ask(url, { method, headers })).status).toBe(405);
      const isAuthor = role === 'author';
      const update = { method: 'PATCH', headers: { ...headers, 'if-match': '*' }, body: { content: 'Changed' } };
      expect((await ask(url, update)).status).toBe(expected.update);
      if (!isAuthor) expect(await findPost(id)).toEqual(before);
      expect((await ask(url, { method: 'DELETE', headers })).status).toBe(expected.remove);
      if (isAuthor) expect(await findPost(id)).toBeUndefined();
      else expect(await findPost(id)).toEqual(before);

      const created = await ask(`${app.url}/api/posts`, { method: 'POST', headers, body: { content: 'New' } });
      expect(created.status).toBe(role === 'unauthenticated' ? 401 : 201);
      const authorId = created.body.id && (await findPost(created.body.id))?.user_id;
      expect(authorId === author.id).toBe(role === 'author');
    });
  }
}
