import { apiRoute, type Handlers, type Route, type Routes } from './route';

/**
 * `apiRoute` for a route that pages of any origin can call with a token. Browsers send no cookies to it and show no response to
 * a request with cookies, because `Access-Control-Allow-Credentials` is missing.
 */
export function crossOriginRoute<Params>(handlers: Handlers<Params>): Routes<Params> {
  const withCors = corsHeaders(Object.keys(handlers).join(', '));
  const { OPTIONS, GET, POST, PUT, PATCH, DELETE } = apiRoute(handlers);
  return {
    OPTIONS: withCors(OPTIONS),
    GET: withCors(GET),
    POST: withCors(POST),
    PUT: withCors(PUT),
    PATCH: withCors(PATCH),
    DELETE: withCors(DELETE),
  };
}

/** Returns a function that adds the headers of cross-origin requests to the responses of a handler. */
function corsHeaders(methods: string) {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match, Idempotency-Key',
    'Access-Control-Expose-Headers': 'ETag, Location, Retry-After',
    'Access-Control-Max-Age': '7200',
  };
  return <Params>(route: Route<Params>): Route<Params> =>
    async (...args) => {
      const response = await route(...args);
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      return response;
    };
}
