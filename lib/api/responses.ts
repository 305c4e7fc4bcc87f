/** An error response. `fields` has a message for each invalid part of the request. */
export interface ApiError {
  status: number;
  code: string;
  message: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Responds with JSON that no cache may store. */
export function apiResponse(body: unknown, { status = 200, headers = {} }: { status?: number; headers?: object } = {}) {
  return Response.json(body, { status, headers: { 'Cache-Control': 'private, no-store', ...headers } });
}

export function apiError({ status, code, message, fields, headers = {} }: ApiError): Response {
  return apiResponse({ error: { code, message, ...(fields && { fields }) } }, { status, headers });
}

export function notFoundResponse(): Response {
  return apiError({ status: 404, code: 'not_found', message: 'Not found.' });
}

export const UNAUTHORIZED: ApiError = {
  status: 401,
  code: 'unauthorized',
  message: 'Sign in, or send a valid token: Authorization: Bearer <token>.',
  headers: { 'WWW-Authenticate': 'Bearer' },
};

export const CROSS_ORIGIN: ApiError = {
  status: 403,
  code: 'foreign_origin',
  message:
    "Another site can't use the session cookie to change data. Scripts can send a token: Authorization: Bearer <token>.",
};

export const METHOD_NOT_ALLOWED: ApiError = {
  status: 405,
  code: 'method_not_allowed',
  message: "This endpoint doesn't support that method.",
};

export const UNAVAILABLE: ApiError = {
  status: 503,
  code: 'unavailable',
  message: 'The service is temporarily unavailable. Try again in a moment.',
  headers: { 'Retry-After': '5' },
};
