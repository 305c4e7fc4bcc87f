import { HOME } from '../site';
import { isWakingUp } from './cold-start';

/** Any origin works: it only shows whether a URL stays on it. */
const BASE = 'http://base.invalid';

/**
 * Returns a safe redirect target: the given path if it is on this app, else `HOME`. This is the only check of redirect
 * targets that a visitor can choose. It rejects everything that a browser could read as another origin, and the pages that
 * must not be returned to: sign-in, the API and `/unavailable`.
 * @param path untrusted, from a query string or a form
 * @returns a path with its query and fragment, which starts with exactly one `/`
 */
export function returnTo(path: unknown): string {
  if (typeof path === 'string' && path.startsWith(OPAQUE)) return returnTo(`/${decodeOpaque(path)}`);
  if (typeof path !== 'string' || path.length > 2_000) return HOME;
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) || !URL.canParse(path, BASE)) return HOME;
  const url = new URL(path, BASE);
  const target = url.pathname + url.search + url.hash;
  if (url.origin !== BASE || target.startsWith('//') || isExcluded(url.pathname)) return HOME;
  return target;
}

/** Marks a path in base64url. No path starts like this. */
const OPAQUE = '~';

/**
 * The same as `withReturnTo` for a URL that passes through another server. Such a server may decode the URL more often than it
 * encodes it, so the path is in base64url, which has nothing to decode.
 */
export function withOpaqueReturnTo(page: string, path: unknown): string {
  const next = OPAQUE + Buffer.from(returnTo(path).slice(1)).toString('base64url');
  return `${page}?${new URLSearchParams({ next })}`;
}

function decodeOpaque(path: string): string {
  return Buffer.from(path.slice(OPAQUE.length), 'base64url').toString();
}

/** Whether a path, however it is encoded, is one that must not be returned to, or cannot be decoded. */
function isExcluded(pathname: string): boolean {
  try {
    return /^\/+(auth|api|unavailable)(\/|$)/.test(decodeURIComponent(pathname));
  } catch {
    return true;
  }
}

/** Adds `?next=` to an auth page, so that it redirects the visitor to `path` when it is done. */
export function withReturnTo(page: string, path: unknown): string {
  const target = returnTo(path);
  return target === HOME && path !== HOME ? page : `${page}?${new URLSearchParams({ next: target })}`;
}

/**
 * Returns the path of the page that sent a form; the home page if the browser does not name it. A path that begins with two
 * slashes would lead to another site.
 */
export function refererPath(headers: Headers): string {
  const referer = headers.get('referer');
  if (!referer || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname.replace(/^\/+/, '/') + search;
}

/** Returns how often, in seconds, the page `/unavailable` tries again by itself. */
export function retrySeconds(): number {
  return isWakingUp() ? 10 : 30;
}

/**
 * Returns the headers of `/unavailable`, which lead back to `path` without JavaScript. `Refresh` does what the meta element does,
 * which accessibility checkers reject. A visitor may try again sooner.
 */
export function retryHeaders(path: unknown): Record<string, string> {
  return { 'Retry-After': '5', Refresh: `${retrySeconds()}; url=${returnTo(path)}` };
}
