import { connect } from '../../lib/db/connection';
import { ask, ban, type Member, newMember, revokeSessions } from '../support/api';
import { expect, test } from '../support/browser-test';
import { cookieHeader, cookiesOf, newPerson, SESSION_DATA, SESSION_TOKEN, signIn, signUp } from '../support/people';
import { type RawForm, readForm, sendForm } from '../support/raw-form';

const app = process.env.TEST_APP_URL ?? '';
const database = process.env.TEST_DATABASE_URL ?? '';
const sql = connect(database);

type Headers = Record<string, string>;
/** What somebody may do with a post that is not theirs: as if it were public, as if it did not exist, or nothing. */
type Standing = 'author' | 'reader' | 'nobody';

interface Who {
  what: string;
  standing: Standing;
  /** @returns what they send along; a browser's cookies, or a token */
  become: (author: Member, authorsCookies: string) => Promise<Headers>;
}

const cookiesOfNewcomer = async () => cookieHeader(await signUp(app, newPerson()));

const EVERYBODY: Who[] = [
  { what: 'the author', standing: 'author', become: async (_author, cookie) => ({ cookie }) },
  { what: 'the author with a token', standing: 'author', become: async ({ withToken }) => withToken },
  { what: 'another user', standing: 'reader', become: async () => ({ cookie: await cookiesOfNewcomer() }) },
  { what: 'another user with a token', standing: 'reader', become: async () => (await newMember(app)).withToken },
  {
    what: 'another user with the author’s cached session',
    standing: 'reader',
    become: async (_author, authorsCookies) => {
      const own = await signUp(app, newPerson());
      const data = new RegExp(`${SESSION_DATA}=([^;]*)`).exec(authorsCookies)?.[1];
      return { cookie: cookieHeader({ [SESSION_TOKEN]: own[SESSION_TOKEN], [SESSION_DATA]: data }) };
    },
  },
  { what: 'a visitor', standing: 'nobody', become: async () => ({}) },
  {
    what: 'the author, whose session was revoked',
    standing: 'nobody',
    become: async (author, cookie) => {
      await revokeSessions(database, author);
      return { cookie };
    },
  },
  {
    what: 'the author, whose session was revoked, with a token',
    standing: 'nobody',
    become: async (author) => {
      await revokeSessions(database, author);
      return author.withToken;
    },
  },
  {
    what: 'the author, who was banned',
    standing: 'nobody',
    become: async (author, cookie) => {
      await ban(database, author);
      return { cookie };
    },
  },
  {
    what: 'the author, who was banned, with a token',
    standing: 'nobody',
    become: async (author) => {
      await ban(database, author);
      return author.withToken;
    },
  },
];

const VERBS: Record<Standing, { read: [number, number]; change: number; remove: number }> = {
  // Of a draft, and of a published post.
  author: { read: [200, 200], change: 200, remove: 204 },
  reader: { read: [404, 200], change: 404, remove: 404 },
  nobody: { read: [401, 401], change: 401, remove: 401 },
};

const rowOf = async (id: number) => (await sql`select * from posts where id = ${id}`)[0];

for (const { what, standing, become } of EVERYBODY) {
  for (const isPublished of [false, true]) {
    const state = isPublished ? 'published' : 'draft';
    const may = VERBS[standing];

    test(`${what} and a ${state} post: what the API shows and changes`, async () => {
      const { author, authorsCookies, id, word, secret } = await newPost(isPublished);
      const who = { ...(await become(author, authorsCookies)), origin: app };
      const before = await rowOf(id);
      const address = `${app}/api/posts/${id}`;

      const read = await ask(address, { headers: who });
      expect(read.status).toBe(may.read[isPublished ? 1 : 0]);
      expect(JSON.stringify(read.body).includes(secret)).toBe(read.status === 200);

      const list = await ask(`${app}/api/posts?q=${word}`, { headers: who });
      expect(list.status).toBe(standing === 'nobody' ? 401 : 200);
      expect(JSON.stringify(list.body).includes(secret)).toBe(standing !== 'nobody' && isPublished);

      for (const method of ['PUT', 'POST']) expect((await ask(address, { method, headers: who })).status).toBe(405);
      const unauthor = standing !== 'author';
      const change = { method: 'PATCH', headers: { ...who, 'if-match': '*' }, body: { content: 'Changed' } };
      expect((await ask(address, change)).status).toBe(may.change);
      if (unauthor) expect(await rowOf(id)).toEqual(before);
      expect((await ask(address, { method: 'DELETE', headers: who })).status).toBe(may.remove);
      if (unauthor) expect(await rowOf(id)).toEqual(before);
      else expect(await rowOf(id)).toBeUndefined();

      const written = await ask(`${app}/api/posts`, { method: 'POST', headers: who, body: { content: 'New' } });
      expect(written.status).toBe(standing === 'nobody' ? 401 : 201);
      const owner = written.body.id && (await rowOf(written.body.id))?.user_id;
      expect(owner === author.id).toBe(standing === 'author');
    });

    // Pages and forms know cookies alone.
    if (what.includes('token')) continue;

    test(`${what} and a ${state} post: what the pages show and the forms change`, async () => {
      const { author, authorsCookies, id, word, secret } = await newPost(isPublished);
      const page = `${app}/posts/${id}`;
      const forms = await formsOf(id, authorsCookies, isPublished);
      const { cookie = '' } = await become(author, authorsCookies);
      const before = await rowOf(id);

      const statuses: Record<string, number> = {};
      for (const path of [`/posts/${id}`, `/posts/${id}/edit`, `/posts?q=${word}`, '/posts/mine']) {
        const answer = await fetch(app + path, { headers: { cookie }, redirect: 'manual' });
        const html = (await answer.text()) + answer.headers.get('location');
        statuses[path] = answer.status;
        const isTheirs = standing === 'author' && path !== `/posts?q=${word}`;
        const isPublic = standing !== 'nobody' && isPublished && [`/posts/${id}`, `/posts?q=${word}`].includes(path);
        expect([path, html.includes(secret)]).toEqual([path, isTheirs || isPublic]);
      }
      const found = standing === 'author' || (standing === 'reader' && isPublished) ? 200 : 404;
      expect(statuses).toEqual({
        [`/posts/${id}`]: standing === 'nobody' ? 307 : found,
        [`/posts/${id}/edit`]: { author: 200, reader: 404, nobody: 307 }[standing],
        [`/posts?q=${word}`]: standing === 'nobody' ? 307 : 200,
        '/posts/mine': standing === 'nobody' ? 307 : 200,
      });

      for (const { form, fields } of forms) {
        const answer = await sendForm({ ...form, cookie }, fields);
        expect(answer.status).toBeLessThan(500);
        if (standing === 'author') continue;
        expect(await rowOf(id)).toEqual(before);
        const mayRead = standing === 'reader' && isPublished;
        expect((await answer.text()).includes(secret) && !mayRead).toBe(false);
        // Only what was done sends somebody on with a message.
        expect(answer.headers.get('location') ?? '').not.toMatch(/done=(?!gone)/);
      }
      if (standing === 'author') expect(await rowOf(id)).toBeUndefined();
      expect((await fetch(page, { headers: { cookie: authorsCookies }, redirect: 'manual' })).status).not.toBe(500);
    });
  }
}

/** A new author's post: a word to find it by, and what only those should see who may see the post. */
async function newPost(isPublished: boolean) {
  const author = await newMember(app);
  const word = `arbor${crypto.randomUUID().replace(/\W/g, '')}`;
  const secret = crypto.randomUUID();
  const body = { content: `${word} and ${secret}`, isPublished };
  const created = await ask(`${app}/api/posts`, { method: 'POST', headers: author.withToken, body });
  return { author, authorsCookies: await cookiesOfBrowser(author), id: created.body.id ?? 0, word, secret };
}

/** The cookies of a browser: the session's token, and its signed copy, which lives for a minute yet. */
async function cookiesOfBrowser({ person }: Member): Promise<string> {
  return cookieHeader(cookiesOf(await signIn(app, person)));
}

/** Every form that the author has for a post, as somebody else would send it. */
async function formsOf(
  id: number,
  cookie: string,
  isPublished: boolean,
): Promise<{ form: RawForm; fields: [string, string][] }[]> {
  const page = `${app}/posts/${id}`;
  return [
    { form: await readForm(`${page}/edit`, cookie, 'Save changes'), fields: [['content', 'Changed by form']] },
    { form: await readForm(page, cookie, isPublished ? 'Unpublish' : 'Publish'), fields: [] },
    { form: await readForm(page, cookie, 'Delete post'), fields: [] },
  ];
}
