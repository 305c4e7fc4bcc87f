import { NextRequest } from 'next/server';
import { z } from 'zod';
import { authServer } from '../../http/cold-start';
import { withTimeout } from '../../http/timeout';
import { TIMEOUTS } from '../../limits';
import {
  cookieValue,
  readCookie,
  replaceCookie,
  SESSION_DATA,
  SESSION_TOKEN,
  SESSION_VERIFIER,
  validTokenCookie,
} from './cookies';
import { AUTH_SERVER, UNREACHABLE } from './read-auth';
import { recordBrowser } from './session-browser';
import { verifySessionCache } from './session-cache';
import { createProofHeader, isProven, proofOf, SESSION_PROOF } from './session-proof';
import { tokenIn } from './token-cookie';

export const SIGN_IN = '/auth/sign-in';

const SessionCache = z.object({ session: z.object({ token: z.string(), expiresAt: z.coerce.date() }) });

export type SessionRefresh =
  /** There may be a session. The page checks whether it is active. */
  | { status: 'session'; setCookies: string[] }
  | { status: 'no-session'; setCookies: string[] }
  /** The SDK has exchanged a verifier for a session, and redirects to the same URL without it. */
  | { status: 'exchanged'; response: Response };

/**
 * Unless the session cache is current, looks up the visitor's session with the SDK's middleware and refreshes the cache: in
 * the browser with `setCookies`, and for the page by changing `headers`, which are forwarded to it.
 * Faults: the middleware redirects to sign-in when the auth server is unreachable; it drops the session cookie that the auth
 * server extends; it has no timeout. Remove each workaround when the SDK fixes the fault.
 * @param middleware the SDK's, with `SIGN_IN` as its `loginUrl`
 */
export async function refreshSession(
  request: NextRequest,
  headers: Headers,
  middleware: (request: NextRequest) => Promise<Response>,
): Promise<SessionRefresh> {
  const cookies = headers.get('cookie') ?? '';
  const cookie = readCookie(cookies, SESSION_TOKEN);
  const isRedirectedBack = request.nextUrl.searchParams.has(SESSION_VERIFIER);
  if (cookie ? !validTokenCookie(cookie) : !isRedirectedBack) return { status: 'no-session', setCookies: [] };

  const isCookieProven = cookie !== undefined && isProven(cookie, readCookie(cookies, SESSION_PROOF));
  if (isCookieProven && !isRedirectedBack && isCached(readCookie(cookies, SESSION_DATA), tokenIn(cookie))) {
    return { status: 'session', setCookies: [] };
  }
  // Only the auth server can check an unproven cookie, so the session cache must not answer for it.
  if (!isCookieProven) setCookie(headers, SESSION_DATA, undefined);

  // The verifier works once, so it gets the longer timeout.
  const timeout = authServer.timeout(isRedirectedBack ? TIMEOUTS.authWrite : TIMEOUTS.sessionLookup);
  const response = await withTimeout(timeout, middleware(new NextRequest(request.url, { headers })), () => null);
  if (!response) {
    authServer.observeTimeout();
    headers.set(AUTH_SERVER, UNREACHABLE);
    return { status: 'session', setCookies: [] };
  }
  const setCookies = response.headers.getSetCookie();
  if (setCookies.length > 0) authServer.observe();
  const location = response.headers.get('location');
  if (location && new URL(location).pathname !== SIGN_IN) {
    const exchanged = cookieValue(setCookies, SESSION_TOKEN);
    if (exchanged) {
      response.headers.append('Set-Cookie', createProofHeader(exchanged));
      recordBrowser(exchanged, request.headers);
    }
    return { status: 'exchanged', response };
  }
  if (location) return { status: cookie ? 'session' : 'no-session', setCookies };

  const sessionCache = cookieValue(setCookies, SESSION_DATA);
  if (sessionCache && cookie) {
    const { token, expiresAt } = SessionCache.parse(verifySessionCache(sessionCache)).session;
    setCookie(headers, SESSION_DATA, sessionCache);
    if (!cookieValue(setCookies, SESSION_TOKEN)) setCookies.push(extendedCookie(cookie, expiresAt));
    if (token === tokenIn(cookie)) {
      setCookies.push(createProofHeader(cookie));
      setCookie(headers, SESSION_PROOF, proofOf(cookie));
    }
  }
  return { status: 'session', setCookies };
}

/** Whether a session cache is current and belongs to a session token. */
function isCached(sessionCache: string | undefined, token: string): boolean {
  return SessionCache.safeParse(verifySessionCache(sessionCache)).data?.session.token === token;
}

function setCookie(headers: Headers, name: string, value: string | undefined): void {
  headers.set('cookie', replaceCookie(headers.get('cookie') ?? '', name, value));
}

/** Returns a `Set-Cookie` that keeps the session cookie until the session expires. */
function extendedCookie(cookie: string, expiresAt: Date): string {
  const seconds = Math.round((expiresAt.getTime() - Date.now()) / 1_000);
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  return `${SESSION_TOKEN}=${encodeURIComponent(cookie)}; ${seconds > 0 ? `Max-Age=${seconds}; ` : ''}${attributes}`;
}
