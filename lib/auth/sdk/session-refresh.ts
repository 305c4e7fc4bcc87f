import { decodeJwt } from 'jose';
import { NextRequest } from 'next/server';
import { z } from 'zod';
import { withTimeout } from '../../http/timeout';
import { TIMEOUTS } from '../../limits';
import { SESSION_DATA, SESSION_TOKEN, SESSION_VERIFIER, validTokenCookie, withoutSessionCache } from './cookies';
import { AUTH_SERVER, UNREACHABLE } from './read-auth';

export const SIGN_IN = '/auth/sign-in';

/** The SDK has just signed this, so it is not verified here. */
const SessionCache = z.object({ session: z.object({ expiresAt: z.coerce.date() }) });

export type SessionRefresh =
  /** There may be a session: whether it is active is for the page to check. */
  | { status: 'session'; setCookies: string[] }
  | { status: 'no-session'; setCookies: string[] }
  /** The SDK has exchanged a verifier for a session, and redirects to the same URL without it. */
  | { status: 'exchanged'; response: Response };

/**
 * Looks up the visitor's session with the SDK's middleware and refreshes the session cache: in the browser with `setCookies`,
 * and for the page by changing `headers`, which are forwarded to it.
 * Faults, which can go when the SDK mends them: the middleware redirects to sign in when the auth server is unreachable; it
 * drops the session cookie that the auth server prolongs; it has no timeout.
 * @param middleware the SDK's, with `SIGN_IN` as its `loginUrl`
 */
export async function refreshSession(
  request: NextRequest,
  headers: Headers,
  middleware: (request: NextRequest) => Promise<Response>,
): Promise<SessionRefresh> {
  const forwarded = new NextRequest(request.url, { headers });
  const cookie = forwarded.cookies.get(SESSION_TOKEN)?.value;
  const isRedirectedBack = request.nextUrl.searchParams.has(SESSION_VERIFIER);
  if (cookie ? !validTokenCookie(cookie) : !isRedirectedBack) return { status: 'no-session', setCookies: [] };

  // A verifier works once, so it is worth waiting for.
  const timeout = isRedirectedBack ? TIMEOUTS.authWrite : TIMEOUTS.sessionLookup;
  const response = await withTimeout(timeout, middleware(forwarded), () => null);
  if (!response) {
    headers.set(AUTH_SERVER, UNREACHABLE);
    return { status: 'session', setCookies: [] };
  }
  const setCookies = response.headers.getSetCookie();
  const location = response.headers.get('location');
  if (location && new URL(location).pathname !== SIGN_IN) return { status: 'exchanged', response };
  if (location) return { status: cookie ? 'session' : 'no-session', setCookies };

  const sessionCache = cookieValue(setCookies, SESSION_DATA);
  if (sessionCache) {
    headers.set('cookie', `${withoutSessionCache(headers.get('cookie') ?? '')}; ${SESSION_DATA}=${sessionCache}`);
    if (cookie && !cookieValue(setCookies, SESSION_TOKEN)) setCookies.push(prolongedCookie(cookie, sessionCache));
  }
  return { status: 'session', setCookies };
}

function cookieValue(setCookies: string[], name: string): string | undefined {
  const pair = setCookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0];
  return pair?.slice(name.length + 1) || undefined;
}

/** Returns a `Set-Cookie` that keeps the session cookie until the session expires. */
function prolongedCookie(cookie: string, sessionCache: string): string {
  const { data } = SessionCache.safeParse(decodeJwt(sessionCache));
  const seconds = data ? Math.round((data.session.expiresAt.getTime() - Date.now()) / 1_000) : 0;
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  return `${SESSION_TOKEN}=${encodeURIComponent(cookie)}; ${seconds > 0 ? `Max-Age=${seconds}; ` : ''}${attributes}`;
}
