import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { Actor } from '../db/as-user';
import { env } from '../env';
import { TIMEOUTS } from '../limits';

/** Neon Auth uses the origin of its URL as issuer and audience. */
const { origin: issuer } = new URL(env.NEON_AUTH_BASE_URL);

/** Neon Auth's public keys: fetched on first use, cached for 10 minutes, refetched for an unknown key at most every 30 s. */
export const keys = createRemoteJWKSet(new URL(`${env.NEON_AUTH_BASE_URL}/.well-known/jwks.json`), {
  timeoutDuration: TIMEOUTS.jwks,
});

/** The errors of `jose` that mean the keys could not be fetched. They say nothing about the signature. */
const KEY_ERRORS = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

const Claims = z.object({ sub: z.guid(), iat: z.number() });

/**
 * Returns the user that a JWT of Neon Auth (`auth.token()`) identifies, or null if it is invalid. Checks the signature (EdDSA),
 * issuer, audience and expiry here; each statement checks that a session of that time is active and the user is not banned.
 * @throws if the keys cannot be fetched
 */
export async function actorFromJwt(token: string): Promise<Actor | null> {
  const expected = { algorithms: ['EdDSA'], issuer, audience: issuer, requiredClaims: ['exp', 'iat', 'sub'] };
  const verified = await verifyOrNull(jwtVerify(token, keys, expected));
  const claims = Claims.safeParse(verified?.payload);
  return claims.success ? Actor.fromJwt(claims.data.sub, new Date(claims.data.iat * 1_000)) : null;
}

/** Returns the result of a verification with `keys`, or null if the signature is invalid. @throws if they cannot be fetched */
export async function verifyOrNull<T>(verification: Promise<T>): Promise<T | null> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof errors.JOSEError && !KEY_ERRORS.includes(error.code)) return null;
    throw error;
  }
}
