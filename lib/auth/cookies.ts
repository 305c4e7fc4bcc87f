/** How the name of each of Neon Auth's cookies begins. */
const PREFIX = '__Secure-neon-auth';

/** The names that the SDK gives its cookies: the session's token, and the signed copy of the session. */
export const SESSION_TOKEN = '__Secure-neon-auth.session_token';
export const SESSION_DATA = '__Secure-neon-auth.local.session_data';

/** What the auth server adds to the address when it sends a visitor back from a provider; the SDK trades it for a session. */
export const SESSION_VERIFIER = 'neon_auth_session_verifier';

/** The value of the session token's cookie; none where it holds what no token does, over which the SDK and Postgres stumble. */
export function sessionCookie(value: string | undefined): string | undefined {
  return value && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

/**
 * A `Cookie` header as Next.js, the SDK and the auth server all read it: without those of Neon Auth's cookies that each would
 * read in its own way (space about a name, quotes, what is no text once it is decoded, or would be two cookies).
 */
export function plainCookies(header: string): string {
  return pairsIn(header)
    .filter((pair) => !pair.startsWith(PREFIX) || isPlain(pair))
    .join('; ');
}

/** A `Cookie` header without the signed copy of the session. */
export function withoutSessionCopy(header: string): string {
  return pairsIn(header)
    .filter((pair) => !pair.startsWith(`${SESSION_DATA}=`))
    .join('; ');
}

function pairsIn(header: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter(Boolean);
}

function isPlain(pair: string): boolean {
  const [, value] = /^[\w.-]+=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)$/.exec(pair) ?? [];
  try {
    return value !== undefined && /^[\x20-\x3a\x3c-\x7e]*$/.test(decodeURIComponent(value));
  } catch {
    return false;
  }
}

/** The header by which proxy.ts tells a page that it has just waited for the auth server in vain; it passes on no visitor's own. */
export const AUTH_SERVER = 'x-auth-server';
