import { unstable_rethrow } from 'next/navigation';
import { parseJson, readBody } from '../http/body';
import { MAX_BYTES } from '../limits';
import { logError } from '../log';
import { apiError, METHOD_NOT_ALLOWED, UNAVAILABLE } from './responses';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

interface Context<Params> {
  params: Promise<Params>;
}
export type Handler<Params> = (request: Request, params: Params) => Promise<Response>;
export type Handlers<Params> = Partial<Record<Method, Handler<Params>>>;
export type Route<Params> = (request: Request, context: Context<Params>) => Promise<Response>;
export type Routes<Params> = Record<Method | 'OPTIONS', Route<Params>>;

/** Creates the handlers of a JSON route. It responds with 405 to methods without a handler, and with 503 when a handler fails. */
export function apiRoute<Params>(handlers: Handlers<Params>): Routes<Params> {
  const allow = METHODS.filter((method) => handlers[method]).join(', ');
  const route = (method: Method): Route<Params> => {
    const handler = handlers[method];
    if (!handler) return async () => apiError({ ...METHOD_NOT_ALLOWED, headers: { Allow: allow } });
    return catchErrors('api', async (request, { params }) => handler(request, await params));
  };
  return {
    OPTIONS: async () => new Response(null, { status: 204, headers: { Allow: allow } }),
    GET: route('GET'),
    POST: route('POST'),
    PUT: route('PUT'),
    PATCH: route('PATCH'),
    DELETE: route('DELETE'),
  };
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
