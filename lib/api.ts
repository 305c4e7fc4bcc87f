import { unstable_rethrow } from 'next/navigation';
import { type ApiError, apiError, FOREIGN_ORIGIN, METHOD_NOT_ALLOWED, UNAVAILABLE } from './api-response';
import { bearerActor } from './auth/bearer';
import { currentActor } from './auth/session';
import { parseJson, readBody } from './body';
import type { Actor } from './db/as-user';
import { logError } from './log';
import { isSameOrigin } from './origin';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

interface Context<Params> {
  params: Promise<Params>;
}
type Handler<Params> = (request: Request, params: Params) => Promise<Response>;
type Route<Params> = (request: Request, context: Context<Params>) => Promise<Response>;

/** The largest body, in bytes: the longest text that a post may have, with each of its characters escaped. */
const LARGEST_BODY = 1_500_000;

const UNAUTHORIZED: ApiError = {
  status: 401,
  code: 'unauthorized',
  message: 'Sign in, or send a valid token: Authorization: Bearer.',
  headers: { 'WWW-Authenticate': 'Bearer' },
};

/** The methods of a route that answers in JSON, whatever happens: 405 to other methods, 503 when a handler fails. */
export function apiRoute<Params>(
  handlers: Partial<Record<Method, Handler<Params>>>,
): Record<Method | 'OPTIONS', Route<Params>> {
  const allow = METHODS.filter((method) => handlers[method]).join(', ');
  const route = (method: Method): Route<Params> => {
    const handle = handlers[method];
    if (!handle) return async () => apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: allow } });
    return answering('api', async (request, { params }) => handle(request, await params));
  };
  const options = async () => new Response(null, { status: 204, headers: { Allow: allow } });
  return {
    OPTIONS: options,
    GET: route('GET'),
    POST: route('POST'),
    PUT: route('PUT'),
    PATCH: route('PATCH'),
    DELETE: route('DELETE'),
  };
}

/** Answers also when it fails: 503, and why goes to the log under the name of what it is. */
export function answering<Args extends unknown[]>(what: string, answer: (...args: Args) => Promise<Response>) {
  return async (...args: Args): Promise<Response> => {
    try {
      return await answer(...args);
    } catch (error) {
      unstable_rethrow(error);
      await logError(what, error);
      return apiError(UNAVAILABLE);
    }
  };
}

/**
 * A handler for those who are signed in, by a JWT, or by the session's cookie, which is believed for a change only from a page
 * of this app. Others get 401, or 403, as JSON: a script follows no redirect to a form.
 */
export function withUser<Params>(
  handle: (request: Request, actor: Actor, params: Params) => Promise<Response>,
): Handler<Params> {
  return async (request, params) => {
    const actor = await actorOf(request);
    if (actor === 'foreign') return apiError(FOREIGN_ORIGIN);
    return actor ? handle(request, actor, params) : unauthorized();
  };
}

/** A token that is sent decides, also when it is worth nothing: then no cookie stands in for it. */
async function actorOf(request: Request): Promise<Actor | 'foreign' | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token ? bearerActor(token) : null;
  }
  const actor = await currentActor();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return actor && !isRead && !isSameOrigin(request) ? 'foreign' : actor;
}

export function unauthorized(): Response {
  return apiError(UNAUTHORIZED);
}

/** The JSON in a request's body, or the answer that says why there is none. */
export async function readJson(
  request: Request,
  limit = LARGEST_BODY,
): Promise<{ json: unknown } | { refusal: Response }> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    const message = 'Send the body as application/json.';
    return { refusal: apiError({ status: 415, code: 'unsupported_media_type', message }) };
  }
  const body = await readBody(request, limit);
  if (body === null) {
    return { refusal: apiError({ status: 413, code: 'too_large', message: 'The body is too large.' }) };
  }
  const parsed = parseJson(body);
  if (parsed) return parsed;
  return { refusal: apiError({ status: 400, code: 'invalid_json', message: 'The body is not valid JSON.' }) };
}
