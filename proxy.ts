import { NextRequest, NextResponse } from 'next/server';
import { ACCOUNT_PAGES } from './lib/account-pages';
import { nothingThere } from './lib/api-response';
import {
  AUTH_SERVER,
  plainCookies,
  SESSION_DATA,
  SESSION_TOKEN,
  SESSION_VERIFIER,
  sessionCookie,
} from './lib/auth/cookies';
import { cookieIn, prolonged, putCookie } from './lib/auth/fresh-session';
import { auth, WRITE_TIME_LIMIT } from './lib/auth/server';
import { REQUEST_ID } from './lib/log';
import { refuseForm } from './lib/refuse-form';
import { withReturnTo } from './lib/return-to';
import { contentSecurityPolicy } from './lib/security-headers';
import { withinTime } from './lib/time-limit';

const SIGN_IN = '/auth/sign-in';
const UNAVAILABLE = '/unavailable';
const GUARDED = ['/posts', ...ACCOUNT_PAGES.map(({ path }) => path)];
/** How long, in milliseconds, a page waits for the SDK here, which asks the auth server twice. */
const TIME_LIMIT = 1_200;
const askSdk = auth.middleware({ loginUrl: SIGN_IN });

/** What goes on to the page: the request's headers, and the policy that is for its answer. */
interface Onward {
  headers: Headers;
  policy: string;
}

/**
 * The first gate. Visitors without a session are sent from guarded pages to sign in, and brought back; a session whose
 * signed copy has expired gets a fresh one, for the page and for the browser alike. It guards only the way in: each
 * page and action asks for the session itself. A form sent without a session is left to its action, which can say so.
 * Each page gets a policy of what it may load, whose nonce is good for this one answer.
 */
export default async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith('/api/')) return toApi(request);
  const refusal = await refuseForm(request);
  if (refusal) return refusal;
  const onward = prepare(request);
  if (!isReadable(pathname)) return toNowhere(request, onward);
  if (pathname === UNAVAILABLE) return unavailable(onward);
  if (!isRead(request)) return goOn(onward);
  const guarded = isGuarded(request);
  const asked = new NextRequest(request.url, { headers: onward.headers });
  const cookie = asked.cookies.get(SESSION_TOKEN)?.value;
  const comesFromProvider = request.nextUrl.searchParams.has(SESSION_VERIFIER);
  if (!(guarded || cookie || comesFromProvider)) return goOn(onward);
  if (cookie && !sessionCookie(cookie)) return guarded ? toSignIn(request) : goOn(onward);

  // What a provider sends somebody back with is good once: then it is worth waiting for.
  const limit = comesFromProvider ? WRITE_TIME_LIMIT : TIME_LIMIT;
  const answer = await withinTime(limit, askSdk(asked), () => null);
  if (!answer) {
    onward.headers.set(AUTH_SERVER, 'away');
    return goOn(onward);
  }
  const cookies = answer.headers.getSetCookie();
  if (isSentTo(SIGN_IN, answer)) {
    // The SDK says so, too, when the auth server is away: whether a token is good is for the page to find out.
    return withCookies(guarded && !cookie ? toSignIn(request) : goOn(onward), cookies);
  }
  if (answer.headers.has('location')) return answer;
  const fresh = cookieIn(cookies, SESSION_DATA);
  if (fresh) putCookie(onward.headers, fresh);
  const isProlonged = cookie && fresh && !cookieIn(cookies, SESSION_TOKEN);
  return withCookies(goOn(onward), isProlonged ? [...cookies, prolonged(cookie, fresh)] : cookies);
}

/** An address that is no text: Next.js would answer it with a 500. */
function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** What begins with a low line is no page, so that this is answered as every other address that leads nowhere. */
function toNowhere({ url }: NextRequest, { headers, policy }: Onward): Response {
  return withPolicy(NextResponse.rewrite(new URL('/_', url), { request: { headers } }), policy);
}

/** It is for scripts: it has no pages, and so no policy for them. */
function toApi(request: NextRequest): Response {
  if (!isReadable(request.nextUrl.pathname)) return nothingThere();
  return NextResponse.next({ request: { headers: headersOf(request) } });
}

/** The request's headers with the page's policy, in which Next.js finds the nonce. */
function prepare(request: NextRequest): Onward {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = headersOf(request);
  headers.set('content-security-policy', policy);
  return { headers, policy };
}

/** The request's headers with an id for its log lines, without what only this file may say, and with cookies that all read alike. */
function headersOf(request: NextRequest): Headers {
  const headers = new Headers(request.headers);
  const cookies = plainCookies(headers.get('cookie') ?? '');
  if (cookies) headers.set('cookie', cookies);
  else headers.delete('cookie');
  headers.delete(AUTH_SERVER);
  headers.set(REQUEST_ID, crypto.randomUUID());
  return headers;
}

function goOn({ headers, policy }: Onward): NextResponse {
  return withPolicy(NextResponse.next({ request: { headers } }), policy);
}

/** A page cannot choose its status. Its visitors are sent here by one whose data could not be read. */
function unavailable({ headers, policy }: Onward): NextResponse {
  headers.set(AUTH_SERVER, 'away');
  const response = NextResponse.next({ request: { headers }, status: 503, headers: { 'Retry-After': '5' } });
  return withPolicy(response, policy);
}

function withPolicy(response: NextResponse, policy: string): NextResponse {
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function toSignIn({ nextUrl, url }: NextRequest): NextResponse {
  const wanted = new URL(nextUrl);
  // What a provider sends somebody back with is good here and now, or not at all.
  wanted.searchParams.delete(SESSION_VERIFIER);
  return NextResponse.redirect(new URL(withReturnTo(SIGN_IN, wanted.pathname + wanted.search), url));
}

/** What an action is asked, the database answers: nothing needs the signed copy there. */
function isRead({ method }: NextRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isGuarded({ nextUrl: { pathname } }: NextRequest): boolean {
  return GUARDED.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}

function isSentTo(path: string, answer: Response): boolean {
  const location = answer.headers.get('location');
  return location !== null && new URL(location).pathname === path;
}

function withCookies(response: NextResponse, setCookies: string[]): NextResponse {
  for (const cookie of setCookies) response.headers.append('Set-Cookie', cookie);
  return response;
}

export const config = {
  matcher: ['/((?!_next/static/|icon\\.svg$).*)'],
};
