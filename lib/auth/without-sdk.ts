import { headers } from 'next/headers';
import { env } from '../env';
import { appOrigin } from '../origin';
import { AUTH_SERVER, SESSION_TOKEN } from './cookies';
import { READ_TIME_LIMIT } from './server';
import { currentSessionCookie } from './session-cookie';

/**
 * Asks the auth server itself, as the visitor, for what the SDK cannot ask: by GET, or with a body by POST.
 * @param path below the address of Neon Auth
 * @returns what it says, or null without a session, and when it does not answer well, or not in time
 */
export async function askWithoutSdk(path: string, body?: object): Promise<unknown> {
  const cookie = await currentSessionCookie();
  if (!cookie || (await isAuthServerAway())) return null;
  const own = { Cookie: `${SESSION_TOKEN}=${encodeURIComponent(cookie)}` };
  const post = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...own, 'Content-Type': 'application/json', Origin: await appOrigin() },
  };
  try {
    const signal = AbortSignal.timeout(READ_TIME_LIMIT);
    const response = await fetch(`${env.NEON_AUTH_BASE_URL}/${path}`, {
      headers: own,
      ...post,
      signal,
      redirect: 'manual',
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Whether proxy.ts has just waited for the auth server in vain: then a page does not wait as well. */
export async function isAuthServerAway(): Promise<boolean> {
  return (await headers()).get(AUTH_SERVER) === 'away';
}
