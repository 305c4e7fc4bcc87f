import { withTimeout } from '../../http/timeout';

/** What the SDK itself returns when it cannot reach the auth server. */
const TIMED_OUT = { data: null, error: { code: 'NETWORK_TIMEOUT', status: 504, statusText: '', message: '' } };

/**
 * Returns the SDK's instance with a timeout on every request.
 * Fault: the SDK has no timeout and takes no signal, so a call that hangs never ends. Remove this when it takes one.
 * @param milliseconds the timeout of one request
 */
export function withTimeouts<T extends object>(instance: T, milliseconds: number): T {
  return new Proxy(instance, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === 'object' && member !== null) return withTimeouts(member, milliseconds);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args);
        return result instanceof Promise ? withTimeout(milliseconds, result, () => TIMED_OUT) : result;
      };
    },
  });
}
