import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { authServer } from '../../http/cold-start';
import { pageTimeLeft, withTimeout } from '../../http/timeout';
import { TIMEOUTS } from '../../limits';
import type { AuthError } from './error-codes';

/** The header in which `proxy.ts` reports to the page that the auth server timed out. It removes a client's own. */
export const AUTH_SERVER = 'x-auth-server';
export const UNREACHABLE = 'unreachable';

export interface AuthResult {
  data: unknown;
  error: AuthError | null;
}

const NO_RESULT: AuthResult = { data: null, error: null };

/** Calls a method of the SDK that reads. The result is empty if the auth server is unreachable or too slow. */
export async function readAuth(call: () => Promise<AuthResult>): Promise<AuthResult> {
  if (await isAuthServerUnreachable()) return NO_RESULT;
  const timeout = Math.min(authServer.timeout(TIMEOUTS.authRead), pageTimeLeft());
  return withTimeout(timeout, catchCookieErrors(call), () => {
    authServer.observeTimeout();
    return NO_RESULT;
  });
}

/** Whether `proxy.ts` has just timed out on the auth server, so that the page need not wait again. */
export async function isAuthServerUnreachable(): Promise<boolean> {
  return (await headers()).get(AUTH_SERVER) === UNREACHABLE;
}

/**
 * Fault: when the auth server sets a cookie (a revoked or refreshed session), the SDK tries to set it too, which throws while
 * a page renders. Remove this when the SDK skips cookies it cannot set.
 */
async function catchCookieErrors(call: () => Promise<AuthResult>): Promise<AuthResult> {
  try {
    return await call();
  } catch (error) {
    unstable_rethrow(error);
    return NO_RESULT;
  }
}
