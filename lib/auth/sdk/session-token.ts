import { cookies } from 'next/headers';
import { cache } from 'react';
import { z } from 'zod';
import { requestAuthServer } from './direct-request';
import { isProven, SESSION_PROOF } from './session-proof';
import { currentTokenCookie, tokenIn } from './token-cookie';

const AcceptedSession = z.object({ session: z.object({ token: z.string() }) });

/**
 * Returns the visitor's session token, or null if the auth server has not accepted the session cookie. It must never reach a
 * page. Without a proof cookie, this requests the auth server.
 */
export const currentToken = cache(async (): Promise<string | null> => {
  const cookie = await currentTokenCookie();
  if (!cookie) return null;
  const proof = (await cookies()).get(SESSION_PROOF)?.value;
  return isProven(cookie, proof) || (await isAccepted(cookie)) ? tokenIn(cookie) : null;
});

async function isAccepted(cookie: string): Promise<boolean> {
  const accepted = AcceptedSession.safeParse(await requestAuthServer('get-session?disableRefresh=true')).data;
  return accepted?.session.token === tokenIn(cookie);
}
