/** What an answer says when it is an error; `fields` names what was wrong in the request. */
export interface ApiError {
  status: number;
  code: string;
  message: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

/** An answer for this visitor alone. */
export function apiResponse(body: unknown, { status = 200, headers = {} }: { status?: number; headers?: object } = {}) {
  return Response.json(body, { status, headers: { 'Cache-Control': 'private, no-store', ...headers } });
}

export function apiError({ status, code, message, fields, headers = {} }: ApiError): Response {
  return apiResponse({ error: { code, message, ...(fields && { fields }) } }, { status, headers });
}

/** Whatever is asked for below `/api` and is not there. */
export function nothingThere(): Response {
  return apiError({ status: 404, code: 'not_found', message: 'There is nothing at this address.' });
}

export const UNAVAILABLE: ApiError = {
  status: 503,
  code: 'unavailable',
  message: 'This could not be done now. Try again in a moment.',
  headers: { 'Retry-After': '5' },
};

export const METHOD_NOT_ALLOWED: ApiError = {
  status: 405,
  code: 'method_not_allowed',
  message: 'This address does not take that method.',
};

export const FOREIGN_ORIGIN: ApiError = {
  status: 403,
  code: 'foreign_origin',
  message: 'A cookie is believed only from a page of this app. Send a token: Authorization: Bearer.',
};
