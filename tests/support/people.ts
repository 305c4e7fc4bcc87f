import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

export { SESSION_DATA, SESSION_TOKEN } from '../../lib/auth/sdk/cookies';

/** Returns the details of a user without an account. */
export function newPerson(name = 'Ada Lovelace'): Person {
  return { name, email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
}

/** Creates an account through the API. @returns the cookies of its first session, by name */
export async function signUp(appUrl: string, person: Person): Promise<Record<string, string>> {
  const response = await fetch(`${appUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    body: JSON.stringify(person),
    headers: { 'content-type': 'application/json', origin: appUrl },
  });
  if (!response.ok) throw new Error(`Sign-up failed with ${response.status}: ${await response.text()}`);
  return cookiesOf(response);
}

/** Creates an account and signs the browser in. */
export async function signUpIn(context: BrowserContext, appUrl: string, person: Person): Promise<void> {
  await context.addCookies(browserCookies(appUrl, await signUp(appUrl, person)));
}

/** Signs in through the API. @returns the response, with session cookies on success */
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

/** Converts cookies to the format of Playwright's `addCookies`. */
export function browserCookies(appUrl: string, cookies: Record<string, string>) {
  return Object.entries(cookies).map(([name, value]) => ({
    ...{ name, value, domain: new URL(appUrl).hostname, path: '/' },
    ...{ secure: true, httpOnly: true, sameSite: 'Lax' as const },
  }));
}

/** Returns the cookies that a response sets, by name. */
export function cookiesOf(response: Response): Record<string, string> {
  return Object.fromEntries(
    response.headers.getSetCookie().map((cookie) => {
      const pair = cookie.split(';')[0] ?? '';
      return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    }),
  );
}

/** Serializes cookies to a Cookie header. */
export function cookieHeader(cookies: Record<string, string | undefined>): string {
  return Object.entries(cookies)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
