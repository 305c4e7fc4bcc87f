import { after } from 'next/server';
import { insertSessionBrowser } from '../../db/session-browsers';
import { logError } from '../../log';
import { tokenIn } from './token-cookie';

/** The longest `User-Agent` to keep, in UTF-16 code units. Those of real browsers are shorter than half of this. */
const MAX_LENGTH = 500;

/**
 * Records, once the response is sent, which browser has signed in.
 * Fault: the SDK does not forward `User-Agent`, so Neon Auth does not know it. Remove this and its table when it does.
 * @param cookie a session cookie that the auth server has just set
 * @param headers of the browser's request
 */
export function recordBrowser(cookie: string, headers: Headers): void {
  const userAgent = headers.get('user-agent')?.slice(0, MAX_LENGTH);
  if (!userAgent) return;
  after(async () => {
    try {
      await insertSessionBrowser(tokenIn(cookie), userAgent);
    } catch (error) {
      await logError('session browser', error);
    }
  });
}
