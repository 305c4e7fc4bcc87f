import { type NextRequest, NextResponse } from 'next/server';
import { notFoundResponse } from './lib/api/responses';
import { signInOrigins } from './lib/auth/providers';
import { dropAmbiguousCookies, SESSION_VERIFIER } from './lib/auth/sdk/cookies';
import { AUTH_SERVER, UNREACHABLE } from './lib/auth/sdk/read-auth';
import { refreshSession, SIGN_IN } from './lib/auth/sdk/session-refresh';
import { auth } from './lib/auth/server';
import { redirectToAppUrl } from './lib/http/canonical';
import { rejectInvalidForm } from './lib/http/form-guard';
import { forwardedHost } from './lib/http/origin';
import { isDecodable } from './lib/http/path';
import { retryHeaders, withReturnTo } from './lib/http/return-to';
import { contentSecurityPolicy } from './lib/http/security-headers';
import { REQUEST_ID } from './lib/log';
import { ACCOUNT_PAGES } from './lib/site';

const middleware = auth.middleware({ loginUrl: SIGN_IN });
const PROTECTED = ['/posts', ...ACCOUNT_PAGES.map(({ path }) => path)];

/**
 * Runs before every page and API route. Redirects a visitor without a session from a protected page to sign-in, with the URL to
 * return to. Redirects to `APP_URL`, refreshes the session cache, rejects invalid form posts, and sets a content security
 * policy with a fresh nonce. It is only the first check: everything that reads or changes data checks the session itself.
 */
export default async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const headers = forwardedHeaders(request);
  if (pathname.startsWith('/api/')) return isDecodable(pathname) ? forward(headers) : notFoundResponse();
  const answer = redirectToAppUrl(request) ?? (await rejectInvalidForm(request));
  if (answer) return answer;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, signInOrigins);
  // Next.js reads the nonce from the request.
  headers.set('content-security-policy', policy);
  const response = await respond(request, headers);
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

async function respond(request: NextRequest, headers: Headers): Promise<Response> {
  const { pathname } = request.nextUrl;
  // Next.js responds to such a path with a 500. No page matches `/_`, so this is a 404.
  if (!isDecodable(pathname)) return NextResponse.rewrite(new URL('/_', request.url), { request: { headers } });
  if (pathname === '/unavailable') {
    headers.set(AUTH_SERVER, UNREACHABLE);
    return forward(headers, { status: 503, headers: retryHeaders(request.nextUrl.searchParams.get('next')) });
  }
  // An action checks the session itself, so a form post needs no session cache.
  if (request.method !== 'GET' && request.method !== 'HEAD') return forward(headers);
  const refresh = await refreshSession(request, headers, middleware);
  if (refresh.status === 'exchanged') return refresh.response;
  const isRefused = refresh.status === 'no-session' && isProtected(pathname);
  const response = isRefused ? redirectToSignIn(request) : forward(headers);
  for (const cookie of refresh.setCookies) response.headers.append('Set-Cookie', cookie);
  return response;
}

/**
 * Copies the request's headers. Adds the public host and a request id; removes ambiguous cookies and headers that only this
 * file may set.
 */
function forwardedHeaders(request: NextRequest): Headers {
  const headers = new Headers(request.headers);
  const cookies = dropAmbiguousCookies(headers.get('cookie') ?? '');
  if (cookies) headers.set('cookie', cookies);
  else headers.delete('cookie');
  headers.delete(AUTH_SERVER);
  headers.set('x-forwarded-host', forwardedHost(request));
  headers.set(REQUEST_ID, crypto.randomUUID());
  return headers;
}

function forward(headers: Headers, init: ResponseInit = {}): NextResponse {
  return NextResponse.next({ ...init, request: { headers } });
}

function redirectToSignIn({ nextUrl, url }: NextRequest): NextResponse {
  const target = new URL(nextUrl);
  // A verifier works once, so don't return to it.
  target.searchParams.delete(SESSION_VERIFIER);
  return NextResponse.redirect(new URL(withReturnTo(SIGN_IN, target.pathname + target.search), url));
}

function isProtected(pathname: string): boolean {
  return PROTECTED.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}

export const config = { matcher: ['/((?!_next/static/|(?:favicon\\.ico|icon\\.svg|apple-icon\\.png)$).*)'] };
