import type { Person } from '../../local/tests/support/people';

export { SESSION_DATA, SESSION_TOKEN } from '../../lib/auth/sdk/cookies';
export { newPerson, type Person } from '../../local/tests/support/people';

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

/** Returns the cookies that a response sets, by name. */
export function cookiesOf(response: Response): Record<string, string> {
  return parsePairs(response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''));
}

/** Returns the cookies of a Cookie header, by name. */
export function parseCookieHeader(header: string): Record<string, string> {
  return parsePairs(header.split('; '));
}

function parsePairs(pairs: string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Serializes cookies to a Cookie header. */
export function cookieHeader(cookies: Record<string, string | undefined>): string {
  return Object.entries(cookies)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
