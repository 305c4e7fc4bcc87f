import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { env } from '../../env';

const KEY = createSecretKey(env.NEON_AUTH_COOKIE_SECRET, 'utf8');

/** Signs a text with the cookie secret: HMAC-SHA-256 in base64url. */
export function hmac(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('base64url');
}

/** Whether a signature is exactly that of a text. Takes the same time wherever they differ. */
export function isHmac(signature: string, text: string): boolean {
  const [given, expected] = [Buffer.from(signature), Buffer.from(hmac(text))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
