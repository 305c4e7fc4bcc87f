import { createNeonAuth } from '@neondatabase/auth/next/server';
import { env } from '../env';

/** How long, in seconds, a signed cookie stands in for asking the auth server: so long may a revoked session still read. */
const SESSION_DATA_TTL = 60;

export const auth = createNeonAuth({
  baseUrl: env.NEON_AUTH_BASE_URL,
  cookies: { secret: env.NEON_AUTH_COOKIE_SECRET, sessionDataTtl: SESSION_DATA_TTL },
});
