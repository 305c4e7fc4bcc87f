import { cookies, headers } from 'next/headers';
import { plainCookies, SESSION_TOKEN, sessionCookie } from './cookies';

/**
 * The cookie of the visitor's session, or none. Where the SDK could read another one from the same header, there is none, so
 * that nobody is one person to the app and another to the auth server; what proxy.ts passes on is plain.
 */
export async function currentSessionCookie(): Promise<string | undefined> {
  const header = (await headers()).get('cookie') ?? '';
  if (plainCookies(header) !== header) return undefined;
  return sessionCookie((await cookies()).get(SESSION_TOKEN)?.value);
}
