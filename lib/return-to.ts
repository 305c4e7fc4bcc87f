/** Where a visitor goes who did not ask for a place. */
const HOME = '/posts';

/** Any origin will do: it is only there to see whether an address stays on it. */
const HERE = 'http://here.invalid';

/**
 * The only judge of where a redirect may go: a path of this app, given from outside, or `/posts` in its place.
 * Refused is whatever a browser could read as another origin, and the sign-in pages and the API, to which nobody
 * wants to return.
 * @returns a path with its query and fragment, always beginning with exactly one `/`
 */
export function returnTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 2_000) return HOME;
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted) || !URL.canParse(wanted, HERE)) return HOME;
  const url = new URL(wanted, HERE);
  const path = url.pathname + url.search + url.hash;
  if (url.origin !== HERE || path.startsWith('//') || leadsNowhere(url.pathname)) return HOME;
  return path;
}

/** The sign-in pages, the API and the page of what is unavailable, however they are spelled; and what cannot be read at all. */
function leadsNowhere(pathname: string): boolean {
  try {
    return /^\/+(auth|api|unavailable)(\/|$)/.test(decodeURIComponent(pathname));
  } catch {
    return true;
  }
}

/** The sign-in page (or another auth page), which then brings the visitor to `wanted`. */
export function withReturnTo(page: string, wanted: unknown): string {
  const path = returnTo(wanted);
  return path === HOME && wanted !== HOME ? page : `${page}?${new URLSearchParams({ next: path })}`;
}
