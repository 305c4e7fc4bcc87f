import { type NextRequest, NextResponse } from 'next/server';
import { ACCOUNT_PAGES } from './lib/account-pages';
import { nothingThere } from './lib/api-response';
import { SESSION_DATA, SESSION_TOKEN, SESSION_VERIFIER, sessionCookie } from './lib/auth/cookies';
import { auth } from './lib/auth/server';
import { refuseForm } from './lib/form-limits';
import { withReturnTo } from './lib/return-to';

const SIGN_IN = '/auth/sign-in';
const GUARDED = ['/posts', ...ACCOUNT_PAGES.map(({ path }) => path)];
const askSdk = auth.middleware({ loginUrl: SIGN_IN });

/**
 * The first gate. Visitors without a session are sent from guarded pages to sign in, and brought back; a session whose
 * signed copy has expired gets a fresh one, for the page and for the browser alike. It guards only the way in: each
 * page and action asks for the session itself. A form sent without a session is left to its action, which can say so.
 */
export default async function proxy(request: NextRequest): Promise<Response> {
  if (!isReadable(request.nextUrl.pathname)) return toNowhere(request);
  const refusal = await refuseForm(request);
  if (refusal) return refusal;

  const guarded = isGuarded(request);
  const cookie = request.cookies.get(SESSION_TOKEN)?.value;
  const comesFromProvider = request.nextUrl.searchParams.has(SESSION_VERIFIER);
  if (!isPage(request) || !(guarded || cookie || comesFromProvider)) return NextResponse.next();
  if (cookie && !sessionCookie(cookie)) return guarded ? toSignIn(request) : NextResponse.next();

  const answer = await askSdk(request);
  const cookies = answer.headers.getSetCookie();
  if (isSentTo(SIGN_IN, answer)) {
    // The SDK says so, too, when the auth server is away: whether a token is good is for the page to find out.
    return withCookies(guarded && !cookie ? toSignIn(request) : NextResponse.next(), cookies);
  }
  if (answer.headers.has('location')) return answer;
  return withCookies(NextResponse.next({ request: { headers: withFreshSession(request, cookies) } }), cookies);
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
function toNowhere({ nextUrl: { pathname }, url }: NextRequest): Response {
  return pathname.startsWith('/api/') ? nothingThere() : NextResponse.rewrite(new URL('/_', url));
}

function toSignIn({ nextUrl, url }: NextRequest): NextResponse {
  const wanted = new URL(nextUrl);
  // What a provider sends somebody back with is good here and now, or not at all.
  wanted.searchParams.delete(SESSION_VERIFIER);
  return NextResponse.redirect(new URL(withReturnTo(SIGN_IN, wanted.pathname + wanted.search), url));
}

/** What an action or the API is asked, the database answers: nothing needs the signed copy there. */
function isPage({ method, nextUrl: { pathname } }: NextRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && !pathname.startsWith('/api/');
}

function isGuarded(request: NextRequest): boolean {
  const { pathname } = request.nextUrl;
  return isPage(request) && GUARDED.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}

function isSentTo(path: string, answer: Response): boolean {
  const location = answer.headers.get('location');
  return location !== null && new URL(location).pathname === path;
}

/** The request's headers with the signed copy of the session that its answer sets, so that the page need not ask again. */
function withFreshSession(request: NextRequest, setCookies: string[]): Headers {
  const headers = new Headers(request.headers);
  const fresh = setCookies.find((cookie) => cookie.startsWith(`${SESSION_DATA}=`))?.split(';')[0];
  if (!fresh) return headers;
  const others = (headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => !pair.startsWith(`${SESSION_DATA}=`));
  headers.set('cookie', [...others, fresh].join('; '));
  return headers;
}

function withCookies(response: NextResponse, setCookies: string[]): NextResponse {
  for (const cookie of setCookies) response.headers.append('Set-Cookie', cookie);
  return response;
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|icon.svg|favicon.ico).*)'],
};
