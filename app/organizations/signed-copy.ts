import { cookies } from 'next/headers';
import { SESSION_DATA } from '@/lib/auth/cookies';

/**
 * Drops the signed copy of the session, which names the active organization: the auth server changes that one also while
 * it does something else (who creates an organization works in it, who leaves it does not), and sets no cookie then.
 * `proxy.ts` asks for a fresh copy before the next page.
 */
export async function forgetSignedCopy(): Promise<void> {
  // A browser lets nothing touch a cookie of this name that is not Secure.
  (await cookies()).delete({ name: SESSION_DATA, path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
}
