import { cookies } from 'next/headers';
import { z } from 'zod';
import { SESSION_DATA } from './cookies';
import { isHmac } from './hmac';

const Header = z.object({ alg: z.literal('HS256') });
const Claims = z.looseObject({ exp: z.number() });

/**
 * Returns the claims of a session cache, `session` and `user`, or null if it is invalid or has expired. It is a JWT that the
 * SDK signs with the cookie secret. The SDK's own check takes ten times as long, and requests the auth server when it fails.
 */
export function verifySessionCache(jwt: string | undefined): unknown {
  const [header = '', payload = '', signature = '', ...rest] = jwt?.split('.') ?? [];
  if (rest.length > 0 || !isHmac(signature, `${header}.${payload}`)) return null;
  const claims = Claims.safeParse(parsePart(payload)).data;
  const isCurrent = claims && claims.exp > Math.floor(Date.now() / 1_000);
  return isCurrent && Header.safeParse(parsePart(header)).success ? claims : null;
}

/** Parses a part of a JWT whose signature is valid. */
function parsePart(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

/**
 * Drops the session cache in an action or route handler that changed the session or its user; `proxy.ts` refreshes it before
 * the next page. Fault: the SDK keeps the old cache for 60 s after some changes, such as a verified address. Remove this when
 * the SDK invalidates it.
 */
export async function dropSessionCache(): Promise<void> {
  (await cookies()).delete({ name: SESSION_DATA, path: '/', secure: true });
}
