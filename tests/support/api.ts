import type { RunningApp } from './app';
import type { User } from './users';

/** All fields that a response body of the API can have. */
export interface Body {
  id?: number;
  content?: string;
  isPublished?: boolean;
  createdAt?: string;
  updatedAt?: string;
  author?: { id: string; name: string | null };
  posts?: Body[];
  next?: string | null;
  error?: { code: string; message: string; fields?: Record<string, string> };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** Sends a request to the API. @throws Error when the response is neither JSON nor empty */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const isText = typeof body === 'string';
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  if (text !== '' && !isJson) throw new Error(`Expected JSON, got ${response.status}: ${text.slice(0, 200)}`);
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** Returns the headers of an API request with a JWT of the user. */
export async function bearerHeaders(app: RunningApp, { cookie }: User): Promise<{ authorization: string }> {
  const response = await fetch(`${app.authUrl}/token`, { headers: { cookie } });
  const { token }: { token: string } = await response.json();
  return { authorization: `Bearer ${token}` };
}
