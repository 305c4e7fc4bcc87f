import { apiError, METHOD_NOT_ALLOWED, nothingThere, UNAVAILABLE } from '../api-response';
import { readBody } from '../body';
import { isSameOrigin } from '../origin';
import { withinTime } from '../time-limit';
import { auth } from './server';

const sdk = auth.handler();

/**
 * What a script in the browser, or a command line, may ask of Neon Auth under the app's own origin. All else is a server
 * action, which is why it is not here: an adopter who needs more adds its exact path.
 */
const ALLOWED = new Map<string, 'GET' | 'POST'>([
  ['/api/auth/get-session', 'GET'],
  ['/api/auth/token', 'GET'],
  ['/api/auth/sign-in/email', 'POST'],
  ['/api/auth/sign-up/email', 'POST'],
  ['/api/auth/sign-out', 'POST'],
]);

/** The largest body, in bytes. */
const LARGEST_BODY = 64 * 1024;
/** How long, in milliseconds, the auth server may take. */
const TIME_LIMIT = 5_000;
/** What the browser may know of the auth server's answer besides its body. */
const PASSED_HEADERS = ['set-cookie', 'retry-after'];

/**
 * Neon Auth for scripts, behind a list: an address that is not on it, however it is spelled, reaches nothing. The query is
 * left out, and so is the session's token in the answer, which belongs into its cookie alone.
 */
export async function answerAuthCall(request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  const allow = ALLOWED.get(pathname);
  if (!allow) return nothingThere();
  if (request.method !== allow) return apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: allow } });
  const isForeign = allow === 'POST' ? !isSameOrigin(request) : request.headers.get('sec-fetch-site') === 'cross-site';
  if (isForeign) return apiError(FOREIGN_ORIGIN);
  const body = await readBody(request, LARGEST_BODY);
  if (!body) return apiError(TOO_LARGE);

  const asked = new Request(origin + pathname, {
    method: allow,
    headers: request.headers,
    ...(allow === 'POST' && { body: Buffer.from(body) }),
  });
  const path = pathname.slice('/api/auth/'.length).split('/');
  const answer = await withinTime(TIME_LIMIT, sdk[allow](asked, { params: Promise.resolve({ path }) }), () => null);
  return answer ? passOn(answer, pathname) : apiError(UNAVAILABLE);
}

async function passOn(answer: Response, pathname: string): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' });
  for (const [name, value] of answer.headers) if (PASSED_HEADERS.includes(name)) headers.append(name, value);
  const json: unknown = await answer.json().catch(() => undefined);
  if (json === undefined) return apiError(UNAVAILABLE);
  // What is asked for there is a token for scripts, good for 15 minutes.
  const isForScripts = pathname === '/api/auth/token';
  return Response.json(isForScripts ? json : withoutToken(json), { status: answer.status, headers });
}

/** Better Auth calls it `token`, beside the user or in the session. */
function withoutToken(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json).filter(([name]) => name !== 'token');
  return Object.fromEntries(fields.map(([name, value]) => [name, name === 'session' ? withoutToken(value) : value]));
}

const FOREIGN_ORIGIN = { status: 403, code: 'foreign_origin', message: 'Only a page of this app may ask this.' };
const TOO_LARGE = { status: 413, code: 'too_large', message: 'The body is too large.' };
