import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { Actor, identify } from '../db/as-user';
import { tryQuery } from '../db/try-query';
import { isFormReply } from '../http/form-reply';
import { withReturnTo } from '../http/return-to';
import { SESSION_DATA } from './sdk/cookies';
import { requestAuthServer } from './sdk/direct-request';
import { verifySessionCache } from './sdk/session-cache';
import { currentToken } from './sdk/session-token';
import { isBanned, NeonAuthUser, toUser, type User } from './user';

/** `looseObject` keeps the fields that capabilities read. */
const Session = z.object({ session: z.looseObject({ token: z.string() }), user: NeonAuthUser });
type Session = z.infer<typeof Session>;

/**
 * Returns the visitor's Neon Auth session, or null; read once per request.
 * The session cache alone proves only that someone was signed in. It is trusted only if its token matches the cookie's.
 */
export const currentSession = cache(async (): Promise<Session | null> => {
  const token = await currentToken();
  if (!token) return null;
  const cached = Session.safeParse(verifySessionCache((await cookies()).get(SESSION_DATA)?.value)).data;
  if (cached?.session.token === token) return cached;
  return Session.safeParse(await requestAuthServer('get-session?disableRefresh=true')).data ?? null;
});

/** Returns the signed-in user, or null. */
export async function currentUser(): Promise<User | null> {
  const session = await currentSession();
  // Neon Auth ends a user's sessions when it bans them. A ban written to the database does not.
  return session && !isBanned(session.user) ? toUser(session.user) : null;
}

/**
 * Returns the signed-in user of a page. Redirects an anonymous visitor to sign in and then back to `path`, and to
 * `/unavailable` if the session may be active but the auth server cannot say whose it is.
 */
export async function requireUser(path: string): Promise<User> {
  const user = await currentUser();
  if (user) return user;
  return (await hasSessionEnded()) ? redirectToSignIn(path) : redirect(withReturnTo('/unavailable', path));
}

/** Like `requireUser`, for a page with forms. For a form reply it returns null instead of redirecting a signed-out visitor. */
export async function formPageUser(path: string): Promise<User | null> {
  return (await isFormReply()) ? currentUser() : requireUser(path);
}

/** Returns the actor for the visitor's statements, or null without a session cookie. The database checks the session. */
export async function currentActor(): Promise<Actor | null> {
  const token = await currentToken();
  return token ? Actor.fromSession(token) : null;
}

/** The same for a page. Redirects a visitor without a session cookie to sign in and then back to `path`. */
export async function requireActor(path: string): Promise<Actor> {
  return (await currentActor()) ?? redirectToSignIn(path);
}

/** Whether the visitor's session is active according to the database. False while the database is unreachable. */
export async function isSignedIn(): Promise<boolean> {
  return (await sessionStatus()) === 'active';
}

/** Whether the visitor has no active session according to the database. False while the database is unreachable. */
export async function hasSessionEnded(): Promise<boolean> {
  return (await sessionStatus()) === 'ended';
}

async function sessionStatus(): Promise<'active' | 'ended' | 'unknown'> {
  const actor = await currentActor();
  if (!actor) return 'ended';
  return (await tryQuery(identify(actor).then((user) => (user ? 'active' : 'ended')))) ?? 'unknown';
}

/** For a page whose session has ended: redirects to sign in and then back to `path`. */
export function redirectToSignIn(path: string): never {
  redirect(withReturnTo('/auth/sign-in', path));
}
