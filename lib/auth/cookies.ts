/** The names that the SDK gives its cookies: the session's token, and the signed copy of the session. */
export const SESSION_TOKEN = '__Secure-neon-auth.session_token';
export const SESSION_DATA = '__Secure-neon-auth.local.session_data';

/** What the auth server adds to the address when it sends a visitor back from a provider; the SDK trades it for a session. */
export const SESSION_VERIFIER = 'neon_auth_session_verifier';

/** The value of the session token's cookie; none where it holds what no token does, over which the SDK and Postgres stumble. */
export function sessionCookie(value: string | undefined): string | undefined {
  return value && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

/** A `Cookie` header without the signed copy of the session, also where there is space about its name, which the SDK does not mind. */
export function withoutSessionCopy(header: string | null): string {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.split('=')[0]?.trim() !== SESSION_DATA).join('; ');
}

/** The header by which proxy.ts tells a page that it has just waited for the auth server in vain; it passes on no visitor's own. */
export const AUTH_SERVER = 'x-auth-server';
