import { COOKIE_ATTRIBUTES } from '../../http/cookie-attributes';
import { hmac, isHmac } from './hmac';

/**
 * The app's own cookie next to the session cookie: proof that the auth server set or accepted that session cookie. The app
 * finds a session in the database by its token alone and cannot check the cookie's signature, so without a proof a token from
 * a leaked backup would be a session.
 */
export const SESSION_PROOF = '__Secure-session-proof';

/** As long as a session of Neon Auth. A session cookie without a proof still works, but costs one request to the auth server. */
const MAX_AGE_SECONDS = 7 * 24 * 60 * 60;

/** Creates the proof of a session cookie. Call it only for a cookie that the auth server has just set or accepted. */
export function createProof(tokenCookie: string) {
  return { name: SESSION_PROOF, value: proofOf(tokenCookie), maxAge: MAX_AGE_SECONDS, path: '/', ...COOKIE_ATTRIBUTES };
}

/** The same as a `Set-Cookie` header. */
export function createProofHeader(tokenCookie: string): string {
  const { name, value, maxAge } = createProof(tokenCookie);
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}

export function isProven(tokenCookie: string, proof: string | undefined): boolean {
  return isHmac(proof ?? '', signedText(tokenCookie));
}

/** Returns an HMAC of the whole cookie, so that a token with another signature has no proof. */
export function proofOf(tokenCookie: string): string {
  return hmac(signedText(tokenCookie));
}

function signedText(tokenCookie: string): string {
  return `session-proof\n${tokenCookie}`;
}
