/**
 * Wraps a route so that pages of any origin can call it with a token. Browsers send no cookies to it and show no response to a
 * request with cookies, because `Access-Control-Allow-Credentials` is missing.
 * @param methods that the route supports, separated by commas
 */
export function withCors<Args extends unknown[]>(route: (...args: Args) => Promise<Response>, methods: string) {
  return async (...args: Args): Promise<Response> => {
    const response = await route(...args);
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match, Idempotency-Key',
      'Access-Control-Expose-Headers': 'ETag, Location, Retry-After',
      'Access-Control-Max-Age': '7200',
    };
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  };
}
