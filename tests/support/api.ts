import { connect } from '../../lib/db/connection';
import { cookieHeader, newPerson, type Person, SESSION_TOKEN, signUp } from './people';

/** What an answer of the API can hold. */
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

/** Asks the API. @throws Error when the answer is neither JSON nor empty */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const hasText = typeof body === 'string';
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: hasText ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  if (text !== '' && !isJson) throw new Error(`${answer.status} is no JSON: ${text.slice(0, 200)}`);
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** Somebody with an account, and the headers by which the API knows them. */
export interface Member {
  person: Person;
  id: string;
  /** Only the session's token: the app must ask the database about it. */
  cookie: string;
  /** A cookie, from a page of the app. */
  fromPage: Record<string, string>;
  /** A JWT, from anywhere. */
  withToken: Record<string, string>;
}

export async function newMember(appUrl: string, name?: string): Promise<Member> {
  const person = newPerson(name);
  const cookies = await signUp(appUrl, person);
  const cookie = cookieHeader({ [SESSION_TOKEN]: cookies[SESSION_TOKEN] });
  const answer = await fetch(`${appUrl}/api/auth/token`, { headers: { cookie } });
  const { token }: { token: string } = await answer.json();
  const { sub }: { sub: string } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return {
    person,
    id: sub,
    cookie,
    fromPage: { cookie, origin: appUrl },
    withToken: { authorization: `Bearer ${token}` },
  };
}

/** Ends all sessions of somebody, in the database. */
export async function revokeSessions(databaseUrl: string, { id }: Member): Promise<void> {
  await connect(databaseUrl)`delete from neon_auth.session where "userId" = ${id}`;
}

export async function ban(databaseUrl: string, { id }: Member): Promise<void> {
  await connect(databaseUrl)`update neon_auth.user set banned = true where id = ${id}`;
}
