import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

export { SESSION_DATA, SESSION_TOKEN } from '../../lib/auth/cookies';

/** Somebody who has no account yet. */
export function newPerson(name = 'Ada Lovelace'): Person {
  return { name, email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
}

/** Creates the account without the form. @returns the cookies of its first session, by name */
export async function signUp(appUrl: string, person: Person): Promise<Record<string, string>> {
  const answer = await fetch(`${appUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    body: JSON.stringify(person),
    headers: { 'content-type': 'application/json', origin: appUrl },
  });
  if (!answer.ok) throw new Error(`Sign-up answered ${answer.status}: ${await answer.text()}`);
  return cookiesOf(answer);
}

/** Creates the account and signs the browser in. */
export async function signUpIn(context: BrowserContext, appUrl: string, person: Person): Promise<void> {
  await context.addCookies(browserCookies(appUrl, await signUp(appUrl, person)));
}

/** Signs in without the form. @returns the answer, with the cookies of a session when it was let in */
export function signIn(
  appUrl: string,
  { email, password }: Pick<Person, 'email' | 'password'>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${appUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    body: JSON.stringify({ email, password }),
    headers: { 'content-type': 'application/json', origin: appUrl, ...headers },
  });
}

/** Cookies as a browser takes them. */
export function browserCookies(appUrl: string, cookies: Record<string, string>) {
  return Object.entries(cookies).map(([name, value]) => ({
    ...{ name, value, domain: new URL(appUrl).hostname, path: '/' },
    ...{ secure: true, httpOnly: true, sameSite: 'Lax' as const },
  }));
}

/** The cookies that an answer sets, by name. */
export function cookiesOf(answer: Response): Record<string, string> {
  return Object.fromEntries(
    answer.headers.getSetCookie().map((cookie) => {
      const pair = cookie.split(';')[0] ?? '';
      return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    }),
  );
}

/** A Cookie header. */
export function cookieHeader(cookies: Record<string, string | undefined>): string {
  return Object.entries(cookies)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
