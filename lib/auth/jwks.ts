import { createRemoteJWKSet, errors } from 'jose';
import { env } from '../env';
import { TIMEOUTS } from '../limits';

/** Neon Auth's public keys: fetched on first use, cached for 10 minutes, refetched for an unknown key at most every 30 s. */
export const keys = createRemoteJWKSet(new URL(`${env.NEON_AUTH_BASE_URL}/.well-known/jwks.json`), {
  timeoutDuration: TIMEOUTS.jwks,
});

/** The errors of `jose` that mean the keys could not be fetched. They say nothing about the signature. */
const KEY_ERRORS = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

/** Returns the result of a verification with `keys`, or null if the signature is invalid. @throws if they cannot be fetched */
export async function verifyOrNull<T>(verification: Promise<T>): Promise<T | null> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof errors.JOSEError && !KEY_ERRORS.includes(error.code)) return null;
    throw error;
  }
}
