import { z } from 'zod';
import { answering, readJson } from '../api';
import { apiError, FOREIGN_ORIGIN, METHOD_NOT_ALLOWED, nothingThere, UNAVAILABLE } from '../api-response';
import { isSameOrigin } from '../origin';
import { withinTime } from '../time-limit';
import { plainCookies, withoutSessionCopy } from './cookies';
import { SignIn, SignUp } from './input';
import { type Purpose, secondsToWait } from './limits';
import { auth, WRITE_TIME_LIMIT } from './server';

const sdk = auth.handler();

/**
 * What a script in the browser, or a command line, may ask of Neon Auth under the app's own origin. All else is a server
 * action, which is why it is not here: an adopter who needs more adds its exact path.
 */
const ALLOWED = new Map<string, Allowed>([
  ['/api/auth/get-session', { method: 'GET' }],
  ['/api/auth/token', { method: 'GET' }],
  ['/api/auth/sign-in/email', { method: 'POST', body: SignIn.omit({ next: true }), limited: 'sign-in' }],
  ['/api/auth/sign-up/email', { method: 'POST', body: SignUp.omit({ next: true }), limited: 'sign-up' }],
  ['/api/auth/sign-out', { method: 'POST', body: z.object({}) }],
]);

interface Allowed {
  method: 'GET' | 'POST';
  /** What may be sent, by the rules of the form for the same. */
  body?: z.ZodType<{ email?: string }>;
  limited?: Purpose;
}

/** The largest body, in bytes. */
const LARGEST_BODY = 64 * 1024;
/** What the browser may know of the auth server's answer besides its body. */
const PASSED_HEADERS = ['set-cookie', 'retry-after'];

/**
 * Neon Auth for scripts, behind a list: an address that is not on it, however it is spelled, reaches nothing. The query is
 * left out, and so is the session's token in the answer, which belongs into its cookie alone.
 */
export const answerAuthCall = answering('auth api', async (request: Request): Promise<Response> => {
  const { pathname, origin } = new URL(request.url);
  const allowed = ALLOWED.get(pathname);
  if (!allowed) return nothingThere();
  const { method, body, limited } = allowed;
  if (request.method !== method) return apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: method } });
  const isForeign = method === 'POST' ? !isSameOrigin(request) : request.headers.get('sec-fetch-site') === 'cross-site';
  if (isForeign) return apiError(FOREIGN_ORIGIN);
  const sent = body ? await readInput(request, body) : { input: undefined };
  if ('refusal' in sent) return sent.refusal;
  const wait = limited ? await secondsToWait(limited, sent.input?.email ?? '') : 0;
  if (wait > 0) return apiError({ ...TOO_MANY, headers: { 'Retry-After': String(wait) } });

  const asked = new Request(origin + pathname, {
    method,
    headers: headersFor(request),
    ...(sent.input && { body: JSON.stringify(sent.input) }),
  });
  const path = pathname.slice('/api/auth/'.length).split('/');
  const given = await withinTime(
    WRITE_TIME_LIMIT,
    sdk[method](asked, { params: Promise.resolve({ path }) }),
    () => null,
  );
  return given ? passOn(given, pathname) : apiError(UNAVAILABLE);
});

async function passOn(answer: Response, pathname: string): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' });
  for (const [name, value] of answer.headers) if (PASSED_HEADERS.includes(name)) headers.append(name, value);
  const json: unknown = await answer.json().catch(() => undefined);
  if (json === undefined) return apiError(UNAVAILABLE);
  // What is asked for there is a token for scripts, good for 15 minutes.
  const isForScripts = pathname === '/api/auth/token';
  return Response.json(isForScripts ? json : withoutToken(json), { status: answer.status, headers });
}

/** Parsed here, once, and sent on as it was understood: the auth server would read other types than JSON in its own way. */
async function readInput<Input>(request: Request, schema: z.ZodType<Input>) {
  const read = await readJson(request, LARGEST_BODY);
  if ('refusal' in read) return read;
  const { data, error } = schema.safeParse(read.json);
  if (data) return { input: data };
  const message = error?.issues[0]?.message ?? 'The request is not valid.';
  return { refusal: apiError({ status: 400, code: 'invalid_input', message }) };
}

/** The session's cookie alone says who asks: its signed copy stays behind, and so does a token, of which the auth server takes other kinds. */
function headersFor(request: Request): Headers {
  const headers = new Headers(request.headers);
  headers.set('cookie', withoutSessionCopy(plainCookies(headers.get('cookie') ?? '')));
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  headers.delete('authorization');
  return headers;
}

/** Better Auth calls it `token`, beside the user or in the session. */
function withoutToken(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json).filter(([name]) => name !== 'token');
  return Object.fromEntries(fields.map(([name, value]) => [name, name === 'session' ? withoutToken(value) : value]));
}

const TOO_MANY = { status: 429, code: 'too_many_requests', message: 'Too many attempts. Wait, then try again.' };
