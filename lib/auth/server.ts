import { createNeonAuth } from '@neondatabase/auth/next/server';
import { env } from '../env';
import { withinTime } from '../time-limit';

/** How long, in seconds, a signed cookie stands in for asking the auth server: so long may the header still name whose session was revoked. */
const SESSION_DATA_TTL = 60;

/** How long, in milliseconds, the auth server may take: while a page waits for it, and while a form does. */
export const READ_TIME_LIMIT = 1_000;
export const WRITE_TIME_LIMIT = 5_000;

/** Like the SDK's own answer when the auth server cannot be reached. */
const LATE = { data: null, error: { code: 'NETWORK_TIMEOUT', status: 504, statusText: '', message: '' } };

export const auth = timeLimited(
  createNeonAuth({
    baseUrl: env.NEON_AUTH_BASE_URL,
    cookies: { secret: env.NEON_AUTH_COOKIE_SECRET, sessionDataTtl: SESSION_DATA_TTL },
  }),
);

/** The same methods, each with an end: the SDK itself would wait for ever. */
function timeLimited<T extends object>(methods: T): T {
  return new Proxy(methods, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found === 'object' && found !== null) return timeLimited(found);
      if (typeof found !== 'function') return found;
      const limit = /^(get|list)/.test(String(name)) ? READ_TIME_LIMIT : WRITE_TIME_LIMIT;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(found, target, args);
        return answer instanceof Promise ? withinTime(limit, answer, () => LATE) : answer;
      };
    },
  });
}
