import { cookies, headers } from 'next/headers';
import { dropAmbiguousCookies, SESSION_TOKEN, validTokenCookie } from './cookies';

/**
 * Returns the visitor's session cookie: the token and its signature, neither of which is verified here. Returns undefined if
 * the SDK could read another cookie from the same header, so that the app and the auth server always agree on the user.
 * `proxy.ts` forwards no such header.
 */
export async function currentTokenCookie(): Promise<string | undefined> {
  const header = (await headers()).get('cookie') ?? '';
  if (dropAmbiguousCookies(header) !== header) return undefined;
  return validTokenCookie((await cookies()).get(SESSION_TOKEN)?.value);
}

/** Returns the token in a session cookie. */
export function tokenIn(cookie: string): string {
  return cookie.split('.')[0] ?? '';
}
