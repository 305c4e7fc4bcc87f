import { env } from '../../env';
import { authServer } from '../../http/cold-start';
import { appOrigin } from '../../http/origin';
import { pageTimeLeft } from '../../http/timeout';
import { TIMEOUTS } from '../../limits';
import { SESSION_TOKEN } from './cookies';
import { isAuthServerUnreachable } from './read-auth';
import { currentTokenCookie } from './token-cookie';

/**
 * Sends a request to the auth server as the visitor, without the SDK: GET, or POST if there is a body.
 * Faults: `admin.listUserSessions` sends GET where Neon Auth expects POST; `getSession` cannot skip the refresh, and
 * a page cannot set the resulting cookie. Remove this when the SDK does both.
 * @param path relative to `NEON_AUTH_BASE_URL`
 * @returns the JSON of a successful response; null without a session, on an error status or a timeout
 */
export async function requestAuthServer(path: string, body?: object): Promise<unknown> {
  const cookie = await currentTokenCookie();
  if (!cookie || (await isAuthServerUnreachable())) return null;
  const own = { Cookie: `${SESSION_TOKEN}=${encodeURIComponent(cookie)}` };
  const withBody = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...own, 'Content-Type': 'application/json', Origin: await appOrigin() },
  };
  try {
    const request = fetch(`${env.NEON_AUTH_BASE_URL}/${path}`, {
      headers: own,
      ...withBody,
      signal: AbortSignal.timeout(Math.min(authServer.timeout(TIMEOUTS.authRead), pageTimeLeft())),
      redirect: 'manual',
    });
    const response = await authServer.record(request);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
