import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { ask, ban, revokeSessions } from '../support/api';
import { cookieHeader, SESSION_DATA } from '../support/people';
import { type RawForm, readForm, sendForm } from '../support/raw-form';
import { bearerHeaders, createUser, sessionCookies, type User } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);

type Headers = Record<string, string>;
type Role = 'author' | 'reader' | 'unauthenticated';

interface Caller {
  name: string;
  role: Role;
  /** @returns the request headers: browser cookies or a token */
  authenticate: (author: Author) => Promise<Headers>;
}

interface Author extends User {
  /** The session token and the session cache. */
  cookies: Record<string, string>;
  /** Headers with a JWT. */
  withToken: Headers;
}

async function createAuthor(): Promise<Author> {
  const user = await createUser(app);
  return { ...user, cookies: await sessionCookies(app, user), withToken: await bearerHeaders(app, user) };
}

const cookieOf = async (user: User) => cookieHeader(await sessionCookies(app, user));

const CALLERS: Caller[] = [
  { name: 'the author', role: 'author', authenticate: async ({ cookies }) => ({ cookie: cookieHeader(cookies) }) },
  { name: 'the author with a token', role: 'author', authenticate: async ({ withToken }) => withToken },
  {
    name: 'another user',
    role: 'reader',
    authenticate: async () => ({ cookie: await cookieOf(await createUser(app)) }),
  },
  {
    name: 'another user with a token',
    role: 'reader',
    authenticate: async () => bearerHeaders(app, await createUser(app)),
  },
  {
    name: 'another user with the author’s session cache',
    role: 'reader',
    authenticate: async ({ cookies }) => {
      const { cookie } = await createUser(app);
      return { cookie: `${cookie}; ${cookieHeader({ [SESSION_DATA]: cookies[SESSION_DATA] })}` };
    },
  },
  { name: 'an anonymous visitor', role: 'unauthenticated', authenticate: async () => ({}) },
  {
    name: 'the author with a revoked session',
    role: 'unauthenticated',
    authenticate: async (author) => {
      await revokeSessions(app.databaseUrl, author);
      return { cookie: cookieHeader(author.cookies) };
    },
  },
  {
    name: 'the author with a token of a revoked session',
    role: 'unauthenticated',
    authenticate: async (author) => {
      await revokeSessions(app.databaseUrl, author);
      return author.withToken;
    },
  },
  {
    name: 'the banned author',
    role: 'unauthenticated',
    authenticate: async (author) => {
      await ban(app.databaseUrl, author);
      return { cookie: cookieHeader(author.cookies) };
    },
  },
  {
    name: 'the banned author with a token',
    role: 'unauthenticated',
    authenticate: async (author) => {
      await ban(app.databaseUrl, author);
      return author.withToken;
    },
  },
];

/** The expected statuses of the API. */
const EXPECTED: Record<Role, { readDraft: number; readPublished: number; update: number; remove: number }> = {
  author: { readDraft: 200, readPublished: 200, update: 200, remove: 204 },
  reader: { readDraft: 404, readPublished: 200, update: 404, remove: 404 },
  unauthenticated: { readDraft: 401, readPublished: 401, update: 401, remove: 401 },
};

const findPost = async (id: number) => (await sql`select * from posts where id = ${id}`)[0];

for (const { name, role, authenticate } of CALLERS) {
  for (const isPublished of [false, true]) {
    const state = isPublished ? 'published' : 'draft';
    const expected = EXPECTED[role];

    test(`${name} has the expected access to a ${state} post in the API`, async () => {
      const { author, id, word, secret } = await createPost(isPublished);
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

    // Pages and forms accept only cookies.
    if (name.includes('token')) continue;

    test(`${name} has the expected access to a ${state} post in pages and forms`, async () => {
      const { author, id, word, secret } = await createPost(isPublished);
      const authorCookies = cookieHeader(author.cookies);
      const url = `${app.url}/posts/${id}`;
      const forms = await readAuthorForms(id, authorCookies, isPublished);
      const { cookie = '' } = await authenticate(author);
      const before = await findPost(id);

      const statuses: Record<string, number> = {};
      for (const path of [`/posts/${id}`, `/posts/${id}/edit`, `/posts?q=${word}`, '/posts/mine']) {
        const response = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
        const html = (await response.text()) + response.headers.get('location');
        statuses[path] = response.status;
        const isOwn = role === 'author' && path !== `/posts?q=${word}`;
        const isPublic =
          role !== 'unauthenticated' && isPublished && [`/posts/${id}`, `/posts?q=${word}`].includes(path);
        expect([path, html.includes(secret)]).toEqual([path, isOwn || isPublic]);
      }
      const pageStatus = role === 'author' || (role === 'reader' && isPublished) ? 200 : 404;
      expect(statuses).toEqual({
        [`/posts/${id}`]: role === 'unauthenticated' ? 307 : pageStatus,
        [`/posts/${id}/edit`]: { author: 200, reader: 404, unauthenticated: 307 }[role],
        [`/posts?q=${word}`]: role === 'unauthenticated' ? 307 : 200,
        '/posts/mine': role === 'unauthenticated' ? 307 : 200,
      });

      for (const { form, fields } of forms) {
        const response = await sendForm({ ...form, cookie }, fields);
        expect(response.status).toBeLessThan(500);
        if (role === 'author') continue;
        expect(await findPost(id)).toEqual(before);
        const canRead = role === 'reader' && isPublished;
        expect((await response.text()).includes(secret) && !canRead).toBe(false);
        // A rejected form never redirects with a success message.
        expect(response.headers.get('location') ?? '').not.toMatch(/notice=(?!gone|other-user)/);
      }
      if (role === 'author') expect(await findPost(id)).toBeUndefined();
      expect((await fetch(url, { headers: { cookie: authorCookies }, redirect: 'manual' })).status).not.toBe(500);
    });
  }
}

/** Creates an author and a post with a word to search for and a secret that only permitted readers may see. */
async function createPost(isPublished: boolean) {
  const author = await createAuthor();
  const word = `arbor${crypto.randomUUID().replace(/\W/g, '')}`;
  const secret = crypto.randomUUID();
  const body = { content: `${word} and ${secret}`, isPublished };
  const created = await ask(`${app.url}/api/posts`, { method: 'POST', headers: author.withToken, body });
  return { author, id: created.body.id ?? 0, word, secret };
}

/** Reads every form that the author has for a post, for another caller to submit. */
async function readAuthorForms(
  id: number,
  cookie: string,
  isPublished: boolean,
): Promise<{ form: RawForm; fields: [string, string][] }[]> {
  const url = `${app.url}/posts/${id}`;
  return [
    { form: await readForm(`${url}/edit`, cookie, 'Save changes'), fields: [['content', 'Changed by form']] },
    { form: await readForm(url, cookie, isPublished ? 'Unpublish' : 'Publish'), fields: [] },
    { form: await readForm(url, cookie, 'Delete post'), fields: [] },
  ];
}
