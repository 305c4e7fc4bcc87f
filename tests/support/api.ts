import { connect } from '../../lib/db/connection';
import { cookieHeader, newPerson, type Person, SESSION_TOKEN, signUp } from './people';

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

/** A user with the credentials to call the API. */
export interface Member {
  person: Person;
  id: string;
  /** The session token without the session cache, so that the app must look the session up. */
  cookie: string;
  /** Headers of a same-origin request with the session cookie. */
  fromPage: Record<string, string>;
  /** Headers with a JWT. */
  withToken: Record<string, string>;
}

export async function newMember(appUrl: string, name?: string): Promise<Member> {
  const person = newPerson(name);
  const cookies = await signUp(appUrl, person);
  const cookie = cookieHeader({ [SESSION_TOKEN]: cookies[SESSION_TOKEN] });
  const response = await fetch(`${appUrl}/api/auth/token`, { headers: { cookie } });
  const { token }: { token: string } = await response.json();
  const { sub }: { sub: string } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return {
    person,
    id: sub,
    cookie,
    fromPage: { cookie, origin: appUrl },
    withToken: { authorization: `Bearer ${token}` },
  };
}

/** Deletes all sessions of a user in the database. */
export async function revokeSessions(databaseUrl: string, { id }: { id: string }): Promise<void> {
  await connect(databaseUrl)`delete from neon_auth.session where "userId" = ${id}`;
}

export async function ban(databaseUrl: string, { id }: { id: string }): Promise<void> {
  await connect(databaseUrl)`update neon_auth.user set banned = true where id = ${id}`;
}
