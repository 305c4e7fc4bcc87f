import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { Actor } from '../db/as-user';
import { env } from '../env';

/** Neon Auth signs for, and in the name of, the origin of its address. */
const { origin } = new URL(env.NEON_AUTH_BASE_URL);

/** Fetched when a token first needs them, kept for ten minutes; an unknown key has them fetched anew, at most every 30 s. */
const keys = createRemoteJWKSet(new URL(`${env.NEON_AUTH_BASE_URL}/.well-known/jwks.json`), { timeoutDuration: 3_000 });

const Claims = z.object({ sub: z.uuid() });

/**
 * Whom a JWT of Neon Auth (`auth.token()`) names, or null when it proves nothing: its signature (EdDSA), issuer, audience and expiry
 * are checked here, and that its user is neither gone nor banned with each statement.
 * @throws when the keys cannot be fetched
 */
export async function bearerActor(token: string): Promise<Actor | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: origin,
      audience: origin,
      requiredClaims: ['exp', 'sub'],
    });
    const claims = Claims.safeParse(payload);
    return claims.success ? Actor.ofUser(claims.data.sub) : null;
  } catch (error) {
    if (isUnproven(error)) return null;
    throw error;
  }
}

/** What says that the keys could not be had: that is no fault of the token. */
const KEYS_MISSING = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

function isUnproven(error: unknown): boolean {
  return error instanceof errors.JOSEError && !KEYS_MISSING.includes(error.code);
}
