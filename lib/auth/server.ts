import { createNeonAuth } from '@neondatabase/auth/next/server';
import { env } from '../env';
import { wrapInstance } from './sdk/instance';

/** How long, in seconds, the session cache is valid. A revoked session may show its user's name in the header that long. */
const SESSION_CACHE_SECONDS = 60;

/** Neon Auth. Forms call its methods directly; pages call them through `readAuth()`, which has a shorter timeout. */
export const auth = wrapInstance(
  createNeonAuth({
    baseUrl: env.NEON_AUTH_BASE_URL,
    cookies: { secret: env.NEON_AUTH_COOKIE_SECRET, sessionDataTtl: SESSION_CACHE_SECONDS },
  }),
);
