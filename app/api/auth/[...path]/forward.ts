import type { z } from 'zod';
import { apiError, CROSS_ORIGIN, METHOD_NOT_ALLOWED, notFoundResponse, UNAVAILABLE } from '@/lib/api/responses';
import { catchErrors, readJson } from '@/lib/api/route';
import { secondsToWait } from '@/lib/auth/rate-limits';
import { cookieValue, dropAmbiguousCookies, replaceCookie, SESSION_DATA, SESSION_TOKEN } from '@/lib/auth/sdk/cookies';
import { createProofHeader } from '@/lib/auth/sdk/session-proof';
import { auth } from '@/lib/auth/server';
import { authServer } from '@/lib/http/cold-start';
import { isSameOrigin } from '@/lib/http/origin';
import { withTimeout } from '@/lib/http/timeout';
import { MAX_BYTES, TIMEOUTS } from '@/lib/limits';
import { ALLOWLIST } from './allowlist';

const handler = auth.handler();

/** The auth server's response headers that the browser gets. */
const RESPONSE_HEADERS = ['set-cookie', 'retry-after'];

const TOO_MANY_REQUESTS = {
  status: 429,
  code: 'too_many_requests',
  message: 'Too many attempts. Wait, then try again.',
};

/**
 * Forwards a request to Neon Auth if it is on the allowlist. Drops the query from the request, and the session token from the
 * response: it belongs only in its cookie.
 */
export const forwardToNeonAuth = catchErrors('auth api', async (request: Request): Promise<Response> => {
  const { pathname, origin } = new URL(request.url);
  const allowed = ALLOWLIST.get(pathname);
  if (!allowed) return notFoundResponse();
  const { method, body, limit } = allowed;
  if (request.method !== method) return apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: method } });
  const isCrossOrigin =
    method === 'POST' ? !isSameOrigin(request) : request.headers.get('sec-fetch-site') === 'cross-site';
  if (isCrossOrigin) return apiError(CROSS_ORIGIN);
  const parsed = body ? await parseBody(request, body) : { input: undefined };
  if ('rejection' in parsed) return parsed.rejection;
  const wait = limit ? await secondsToWait(limit, parsed.input?.email ?? '') : 0;
  if (wait > 0) return apiError({ ...TOO_MANY_REQUESTS, headers: { 'Retry-After': String(wait) } });

  const forwarded = new Request(origin + pathname, {
    method,
    headers: forwardedHeaders(request),
    ...(parsed.input && { body: JSON.stringify(parsed.input) }),
  });
  const path = pathname.slice('/api/auth/'.length).split('/');
  const call = handler[method](forwarded, { params: Promise.resolve({ path }) });
  const response = await withTimeout(authServer.timeout(TIMEOUTS.authWrite), call, () => {
    authServer.observeTimeout();
    return null;
  });
  return response ? toResponse(response, pathname) : apiError(UNAVAILABLE);
});

async function toResponse(response: Response, pathname: string): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' });
  for (const [name, value] of response.headers) if (RESPONSE_HEADERS.includes(name)) headers.append(name, value);
  const tokenCookie = cookieValue(headers.getSetCookie(), SESSION_TOKEN);
  if (tokenCookie) headers.append('Set-Cookie', createProofHeader(tokenCookie));
  const json: unknown = await response.json().catch(() => undefined);
  if (json === undefined) return apiError(UNAVAILABLE);
  // This token is a JWT for scripts, which expires after 15 minutes.
  const isJwt = pathname === '/api/auth/token';
  return Response.json(isJwt ? json : withoutToken(json), { status: response.status, headers });
}

/** The input is forwarded as it was parsed here: the auth server could parse another content type differently. */
async function parseBody<Input>(request: Request, schema: z.ZodType<Input>) {
  const read = await readJson(request, MAX_BYTES.auth);
  if ('rejection' in read) return read;
  const { data, error } = schema.safeParse(read.json);
  if (data) return { input: data };
  const message = error?.issues[0]?.message ?? 'The request is not valid.';
  return { rejection: apiError({ status: 400, code: 'invalid_input', message }) };
}

/** Only the session cookie identifies the user. Drops the session cache and a token, which Neon Auth would also accept. */
function forwardedHeaders(request: Request): Headers {
  const headers = new Headers(request.headers);
  headers.set('cookie', replaceCookie(dropAmbiguousCookies(headers.get('cookie') ?? ''), SESSION_DATA));
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  headers.delete('authorization');
  return headers;
}

/** Better Auth puts the session token next to the user, or into the session, under the name `token`. */
function withoutToken(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json).filter(([name]) => name !== 'token');
  return Object.fromEntries(fields.map(([name, value]) => [name, name === 'session' ? withoutToken(value) : value]));
}
