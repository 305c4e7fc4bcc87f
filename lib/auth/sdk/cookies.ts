/** The prefix of all Neon Auth cookies. */
const PREFIX = '__Secure-neon-auth';

/** The names of the SDK's cookies: the session token, and the session cache (a signed snapshot of the session, valid for 60 s). */
export const SESSION_TOKEN = '__Secure-neon-auth.session_token';
export const SESSION_DATA = '__Secure-neon-auth.local.session_data';

/** The query parameter that the auth server adds when it redirects back. The SDK exchanges its value for a session. */
export const SESSION_VERIFIER = 'neon_auth_session_verifier';

/** Returns the value if it could be a session cookie. Other values make the SDK and Postgres throw. */
export function validTokenCookie(value: string | undefined): string | undefined {
  return value && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

/**
 * Removes from a `Cookie` header the Neon Auth cookies that Next.js, the SDK and the auth server would parse differently: with
 * spaces around the name, quotes, a value that does not decode to text, or one that decodes to two cookies.
 * Fault: the SDK parses cookies with its own regular expression. Remove this when it uses Next.js's parser.
 */
export function dropAmbiguousCookies(header: string): string {
  return pairsOf(header)
    .filter((pair) => !pair.startsWith(PREFIX) || isUnambiguous(pair))
    .join('; ');
}

/**
 * Returns the decoded value of a cookie in a `Cookie` header from `dropAmbiguousCookies`. If there are several, the last one
 * counts, as for Next.js and the SDK.
 */
export function readCookie(header: string, name: string): string | undefined {
  const pair = pairsOf(header).findLast((cookie) => cookie.startsWith(`${name}=`));
  return pair && decodeURIComponent(pair.slice(name.length + 1));
}

/** Returns a `Cookie` header with another value for one cookie, or without it. */
export function replaceCookie(header: string, name: string, value?: string): string {
  const others = pairsOf(header).filter((pair) => !pair.startsWith(`${name}=`));
  return [...others, ...(value ? [`${name}=${value}`] : [])].join('; ');
}

/** Returns the decoded value that a cookie gets from `Set-Cookie` headers, or undefined if none sets it. */
export function cookieValue(setCookies: string[], name: string): string | undefined {
  const pair = setCookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0];
  return pair && decodeURIComponent(pair.slice(name.length + 1));
}

function pairsOf(header: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter(Boolean);
}

function isUnambiguous(pair: string): boolean {
  const [, value] = /^[\w.-]+=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)$/.exec(pair) ?? [];
  try {
    return value !== undefined && /^[\x20-\x3a\x3c-\x7e]*$/.test(decodeURIComponent(value));
  } catch {
    return false;
  }
}
