import { randomUUID } from 'node:crypto';
import { SESSION_TOKEN } from '../../lib/auth/sdk/cookies';
import { env } from '../../lib/env';

/** A trusted origin: the app's, or localhost on a branch that allows it. */
export const ORIGIN = env.APP_URL ?? 'http://localhost:3000';
const PASSWORD = 'correct horse battery';

export interface NeonUser {
  id: string;
  email: string;
  password: string;
  cookie: string;
  /** The session's token, as in `neon_auth.session`. */
  token: string;
}

/** Sends a request to Neon Auth as the app's server does: POST if there is a body. */
export function callAuth(path: string, { body, cookie = '', origin = ORIGIN }: CallOptions = {}): Promise<Response> {
  const headers = { Origin: origin, ...(cookie && { Cookie: cookie }) };
  const withBody = body && { method: 'POST', body: JSON.stringify(body) };
  return fetch(`${env.NEON_AUTH_BASE_URL}/${path}`, {
    ...withBody,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    redirect: 'manual',
  });
}

interface CallOptions {
  body?: object;
  cookie?: string;
  origin?: string;
}

/** Signs a user up through Neon Auth. Delete it with `deleteUser()`: the branch may be real. */
export async function signUp(): Promise<NeonUser> {
  const email = `contract-${randomUUID()}@example.com`;
  const response = await callAuth('sign-up/email', { body: { name: 'Contract', email, password: PASSWORD } });
  if (!response.ok) throw new Error(`Sign-up failed: ${response.status} ${await response.text()}`);
  const { user }: { user: { id: string } } = await response.json();
  const cookie = sessionCookieOf(response);
  const token = decodeURIComponent(cookie.slice(SESSION_TOKEN.length + 1)).split('.')[0] ?? '';
  return { id: user.id, email, password: PASSWORD, cookie, token };
}

export function sessionCookieOf(response: Response): string {
  const lines = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return lines.find((line) => line.startsWith(`${SESSION_TOKEN}=`)) ?? '';
}

export function deleteUser({ password, cookie }: NeonUser): Promise<Response> {
  return callAuth('delete-user', { body: { password }, cookie });
}
