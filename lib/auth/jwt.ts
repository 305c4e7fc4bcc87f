import { jwtVerify } from 'jose';
import { z } from 'zod';
import { Actor } from '../db/as-user';
import { env } from '../env';
import { keys, verifyOrNull } from './jwks';

/** Neon Auth uses the origin of its URL as issuer and audience. */
const { origin: issuer } = new URL(env.NEON_AUTH_BASE_URL);

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
