import { createRemoteJWKSet, errors } from 'jose';
import { env } from '../env';

/** Neon Auth signs in the name of the origin of its address. */
export const { origin: issuer } = new URL(env.NEON_AUTH_BASE_URL);

/** The keys by which Neon Auth signs: fetched when first needed, kept for ten minutes; an unknown one has them fetched anew, at most every 30 s. */
export const keys = createRemoteJWKSet(new URL(`${env.NEON_AUTH_BASE_URL}/.well-known/jwks.json`), {
  timeoutDuration: 3_000,
});

/** What says that the keys could not be had: that is no fault of what was signed. */
const KEYS_MISSING = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

/** What a check by these keys found, or null when the signature proves nothing. @throws when the keys cannot be fetched */
export async function unlessForged<T>(check: Promise<T>): Promise<T | null> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof errors.JOSEError && !KEYS_MISSING.includes(error.code)) return null;
    throw error;
  }
}
