import { cookies, headers } from 'next/headers';
import { authServer } from '../../http/cold-start';
import { withTimeout } from '../../http/timeout';
import { TIMEOUTS } from '../../limits';
import { SESSION_TOKEN } from './cookies';
import { recordBrowser } from './session-browser';
import { createProof, SESSION_PROOF } from './session-proof';

/** What the SDK itself returns when it cannot reach the auth server. */
const TIMED_OUT = { data: null, error: { code: 'NETWORK_TIMEOUT', status: 504, statusText: '', message: '' } };

/**
 * Returns the SDK's instance with a timeout on every request, and with a proof for every session cookie that a call sets.
 * Fault: the SDK has no timeout and accepts no `AbortSignal`, so a call that hangs never ends. Remove the timeout when it takes one.
 */
export function wrapInstance<T extends object>(instance: T): T {
  return new Proxy(instance, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === 'object' && member !== null) return wrapInstance(member);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const result: unknown = withProof(() => Reflect.apply(member, target, args));
        if (!(result instanceof Promise)) return result;
        const observed = result.finally(() => authServer.observe());
        return withTimeout(authServer.timeout(TIMEOUTS.authWrite), observed, () => {
          authServer.observeTimeout();
          return TIMED_OUT;
        });
      };
    },
  });
}

/** Runs a call. If it changes the session cookie, as in a form that signs in, sets or deletes the proof, too. */
function withProof(call: () => unknown): unknown {
  const before = sessionCookie();
  const result = call();
  if (!(result instanceof Promise)) return result;
  return result.then(async (value: unknown) => {
    const [old, current] = [await before, await sessionCookie()];
    if (current !== old) {
      const store = await cookies();
      if (current) {
        store.set(createProof(current));
        recordBrowser(current, await headers());
      } else store.delete(SESSION_PROOF);
    }
    return value;
  });
}

async function sessionCookie(): Promise<string | undefined> {
  try {
    return (await cookies()).get(SESSION_TOKEN)?.value || undefined;
  } catch {
    // `cookies()` is not available here, for example in proxy.ts.
    return undefined;
  }
}
