import { unstable_rethrow } from 'next/navigation';
import { actorFromJwt } from '../auth/jwt';
import { currentActor } from '../auth/session';
import type { Actor } from '../db/as-user';
import { parseJson, readBody } from '../http/body';
import { isSameOrigin } from '../http/origin';
import { MAX_BYTES } from '../limits';
import { logError } from '../log';
import { withCors } from './cors';
import { apiError, CROSS_ORIGIN, METHOD_NOT_ALLOWED, UNAUTHORIZED, UNAVAILABLE } from './responses';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

interface Context<Params> {
  params: Promise<Params>;
}
type Handler<Params> = (request: Request, params: Params) => Promise<Response>;
type Route<Params> = (request: Request, context: Context<Params>) => Promise<Response>;

/** Creates the handlers of a JSON route. It responds with 405 to methods without a handler, and with 503 when a handler fails. */
export function apiRoute<Params>(
  handlers: Partial<Record<Method, Handler<Params>>>,
  wrap: (route: Route<Params>, methods: string) => Route<Params> = (route) => route,
): Record<Method | 'OPTIONS', Route<Params>> {
  const allow = METHODS.filter((method) => handlers[method]).join(', ');
  const route = (method: Method): Route<Params> => {
    const handler = handlers[method];
    if (!handler) return async () => apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: allow } });
    return catchErrors('api', async (request, { params }) => handler(request, await params));
  };
  const options = async () => new Response(null, { status: 204, headers: { Allow: allow } });
  return {
    OPTIONS: wrap(options, allow),
    GET: wrap(route('GET'), allow),
    POST: wrap(route('POST'), allow),
    PUT: wrap(route('PUT'), allow),
    PATCH: wrap(route('PATCH'), allow),
    DELETE: wrap(route('DELETE'), allow),
  };
}

/** The same for a route that pages of other origins may call with a token. */
export function crossOriginRoute<Params>(handlers: Partial<Record<Method, Handler<Params>>>) {
  return apiRoute(handlers, withCors);
}

/** Wraps a route handler: an error becomes a 503, and a log line named `event`. */
export function catchErrors<Args extends unknown[]>(event: string, handler: (...args: Args) => Promise<Response>) {
  return async (...args: Args): Promise<Response> => {
    try {
      return await handler(...args);
    } catch (error) {
      unstable_rethrow(error);
      await logError(event, error);
      return apiError(UNAVAILABLE);
    }
  };
}

/**
 * Requires a JWT or the session cookie. With the cookie, only a page of this app can change data. Errors are JSON, not a
 * redirect to sign-in.
 */
export function withActor<Params>(
  handle: (request: Request, actor: Actor, params: Params) => Promise<Response>,
): Handler<Params> {
  return async (request, params) => {
    const actor = await actorOf(request);
    if (actor === 'cross-origin') return apiError(CROSS_ORIGIN);
    return actor ? handle(request, actor, params) : apiError(UNAUTHORIZED);
  };
}

/** An `Authorization` header takes precedence. If it is invalid, the request fails: the cookie is no fallback. */
async function actorOf(request: Request): Promise<Actor | 'cross-origin' | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token ? actorFromJwt(token) : null;
  }
  const actor = await currentActor();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return actor && !isRead && !isSameOrigin(request) ? 'cross-origin' : actor;
}

/** Parses a request's body as JSON. Returns an error response for a wrong type, a large body or invalid JSON. */
export async function readJson(
  request: Request,
  maxBytes: number = MAX_BYTES.json,
): Promise<{ json: unknown } | { rejection: Response }> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    const message = 'Send the body as application/json.';
    return { rejection: apiError({ status: 415, code: 'unsupported_media_type', message }) };
  }
  const body = await readBody(request, maxBytes);
  if (body === null) {
    return { rejection: apiError({ status: 413, code: 'too_large', message: 'The body is too large.' }) };
  }
  const parsed = parseJson(body);
  if (parsed) return parsed;
  return { rejection: apiError({ status: 400, code: 'invalid_json', message: 'The body is not valid JSON.' }) };
}
