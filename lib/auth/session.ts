import { cookies, headers } from 'next/headers';
import { notFound, redirect, unstable_rethrow } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { Actor, identify } from '../db/as-user';
import { unlessDown } from '../db/unless-down';
import { withReturnTo } from '../return-to';
import { SESSION_DATA } from './cookies';
import type { AuthError } from './messages';
import { isAdministrator, isBanned, shownName } from './person';
import { auth } from './server';
import { currentSessionCookie } from './session-cookie';
import { askWithoutSdk, isAuthServerAway } from './without-sdk';

/** Who is signed in, as the app knows them. */
export interface User {
  id: string;
  name: string;
  email: string;
  isEmailVerified: boolean;
  /** The address of a picture, as the user or their provider gave it. */
  image: string | null;
  isAdmin: boolean;
  /** The organization that they have chosen to work in. */
  organizationId: string | null;
}

/** What the SDK or the auth server calls a session; only this much of it is used. */
const Session = z.object({
  session: z.object({ token: z.string(), activeOrganizationId: z.string().nullish() }),
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    image: z.string().nullish(),
    role: z.string().nullish(),
    banned: z.boolean().nullish(),
    banExpires: z.coerce.date().nullish(),
  }),
});

/**
 * The signed-in user, or null. Asked once per request, however many components ask.
 * A session counts only when its token is the one in the visitor's own cookie: the SDK's signed copy alone proves
 * that somebody was signed in, not that this visitor is.
 */
export const currentUser = cache(async (): Promise<User | null> => {
  const token = await currentToken();
  if (!token) return null;
  const hasCopy = (await cookies()).has(SESSION_DATA);
  const { data: copy } = Session.safeParse(hasCopy ? (await whileRendering(() => auth.getSession())).data : null);
  const isTheirs = copy?.session.token === token;
  const session = isTheirs ? copy : Session.safeParse(await askAuthServer()).data;
  // Neon Auth ends the sessions of somebody whom it bans; whom the database bans may have one yet.
  return session && !isBanned(session.user) ? toUser(session) : null;
});

/**
 * The signed-in user; a visitor who is not goes to sign in and comes back to `path`.
 * @returns null when the auth server cannot say who it is, of a session that the database knows to be alive
 */
export async function requireUser(path: string): Promise<User | null> {
  const user = await currentUser();
  if (user || (await isSignedIn())) return user;
  return signInAndReturn(path);
}

/**
 * The same where only an administrator may be; for others the page does not exist. It believes the signed copy of the session,
 * for a minute at most: what an administrator sees and changes, the auth server judges by itself.
 */
export async function requireAdmin(path: string): Promise<User | null> {
  const user = await requireUser(path);
  return user && !user.isAdmin ? notFound() : user;
}

/**
 * Who asks for a page with forms of their own. A page that answers a form is made for nobody, too: it says what was refused.
 * @returns null when the auth server cannot say who it is, or when a form was sent without a session
 */
export async function visitorOf(path: string): Promise<User | null> {
  return (await answersForm()) ? currentUser() : requireUser(path);
}

/**
 * On whose behalf the visitor's statements run, or null without a session. It costs nothing: whether the session is
 * alive is for the database to say, each time.
 */
export async function currentActor(): Promise<Actor | null> {
  const token = await currentToken();
  return token ? Actor.ofSession(token) : null;
}

/** The same for a page; a visitor without a session goes to sign in and comes back to `path`. */
export async function requireActor(path: string): Promise<Actor> {
  return (await currentActor()) ?? signInAndReturn(path);
}

/** The token of the visitor's session, which no page holds: it is in its own cookie alone. */
export async function currentToken(): Promise<string | null> {
  const cookie = await currentSessionCookie();
  return cookie ? tokenOf(cookie) : null;
}

/**
 * Whether the visitor's session is alive, in the database's words: the page to sign in must not send away whom a page
 * behind it has just sent there. While the database is down, nobody is.
 */
export async function isSignedIn(): Promise<boolean> {
  const actor = await currentActor();
  return actor !== null && (await unlessDown(identify(actor))) !== null;
}

/**
 * Whether a page is the answer to a form that was sent without JavaScript. Then it shows what was typed, and must not redirect:
 * the browser would send the form on.
 */
export async function answersForm(): Promise<boolean> {
  const given = await headers();
  // What an action redirects to is asked for with the action's own headers, but not as a page.
  const isPage = given.get('accept')?.includes('text/html') ?? false;
  return isPage && (given.get('content-type')?.startsWith('multipart/form-data') ?? false);
}

/**
 * In an action or a route: drops the signed copy of the session where the auth server has changed what stands in it (the user,
 * their active organization) and sets no cookie. `proxy.ts` asks for a fresh one before the next page.
 */
export async function forgetSessionCopy(): Promise<void> {
  (await cookies()).delete({ name: SESSION_DATA, path: '/', secure: true });
}

/** For a page whose session has ended: the visitor goes to sign in and comes back to `path`. */
export function signInAndReturn(path: string): never {
  redirect(withReturnTo('/auth/sign-in', path));
}

/** The cookie is the token and its signature. */
function tokenOf(cookie: string): string {
  return cookie.split('.')[0] ?? '';
}

function toUser({ session, user }: z.infer<typeof Session>): User {
  const { id, email, emailVerified, image, role } = user;
  return {
    id,
    name: shownName(user),
    email,
    isEmailVerified: emailVerified,
    image: image || null,
    isAdmin: isAdministrator(role),
    organizationId: session.activeOrganizationId ?? null,
  };
}

interface Answer {
  data: unknown;
  error: AuthError | null;
}
type Question = () => Promise<Answer>;

/** What the SDK answers to a question, or null: for callers that need not know why there is no answer. */
export async function ask(question: Question): Promise<unknown> {
  return (await answerTo(question)).data;
}

/** What the SDK answers to a question; nothing where proxy.ts has just waited for the auth server in vain. */
export async function answerTo(question: Question): Promise<Answer> {
  return (await isAuthServerAway()) ? { data: null, error: null } : whileRendering(question);
}

/**
 * When the auth server's answer sets a cookie (a revoked session, a due refresh), the SDK throws while a page is rendered,
 * because a page cannot set one: then there is no answer. What the signed copy of the session holds, the SDK knows by itself.
 */
async function whileRendering(question: Question): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    unstable_rethrow(error);
    return { data: null, error: null };
  }
}

/** Asks the auth server itself, without renewing the session, so that no cookie need be set. */
function askAuthServer(): Promise<unknown> {
  return askWithoutSdk('get-session?disableRefresh=true');
}
