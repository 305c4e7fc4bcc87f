import { cookieHeader, SESSION_DATA } from './people';
import { createPost } from './posts';
import { ban, createUser, revokeSessions, sessionCookies, type User } from './users';
import { app } from './worker-app';

export type Role = 'author' | 'reader' | 'unauthenticated';

export interface Caller {
  name: string;
  role: Role;
  /** @returns the request headers */
  authenticate: (author: Author) => Promise<Record<string, string>>;
}

export interface Author extends User {
  /** The session token and the session cache. */
  cookies: Record<string, string>;
}

const cookieOf = async (user: User) => cookieHeader(await sessionCookies(app, user));

/** Every kind of visitor, with the cookies of a browser. */
export const CALLERS: Caller[] = [
  { name: 'the author', role: 'author', authenticate: async ({ cookies }) => ({ cookie: cookieHeader(cookies) }) },
  {
    name: 'another user',
    role: 'reader',
    authenticate: async () => ({ cookie: await cookieOf(await createUser(app)) }),
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
    name: 'the banned author',
    role: 'unauthenticated',
    authenticate: async (author) => {
      await ban(app.databaseUrl, author);
      return { cookie: cookieHeader(author.cookies) };
    },
  },
];

/** Creates an author and a post with a word to search for and a secret that only permitted readers may see. */
export async function createScene(isPublished: boolean) {
  const user = await createUser(app);
  const author: Author = { ...user, cookies: await sessionCookies(app, user) };
  const word = `arbor${crypto.randomUUID().replace(/\W/g, '')}`;
  const secret = crypto.randomUUID();
  const path = await createPost(app, author, `${word} and ${secret}`, { isPublished });
  return { author, id: Number(path.split('/').at(-1)), word, secret };
}
