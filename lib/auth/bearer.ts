import { jwtVerify } from 'jose';
import { z } from 'zod';
import { Actor } from '../db/as-user';
import { issuer, keys, unlessForged } from './keys';

const Claims = z.object({ sub: z.uuid() });

/**
 * Whom a JWT of Neon Auth (`auth.token()`) names, or null when it proves nothing: its signature (EdDSA), issuer, audience and expiry
 * are checked here, and that its user is neither gone nor banned with each statement.
 * @throws when the keys cannot be fetched
 */
export async function bearerActor(token: string): Promise<Actor | null> {
  const expected = { algorithms: ['EdDSA'], issuer, audience: issuer, requiredClaims: ['exp', 'sub'] };
  const verified = await unlessForged(jwtVerify(token, keys, expected));
  const claims = Claims.safeParse(verified?.payload);
  return claims.success ? Actor.ofUser(claims.data.sub) : null;
}
