import { isLoopback } from '../loopback';

/** `127.0.0.0/8` has no pattern: `127.*` would also match domains. */
const PATTERNS = ['localhost', '*.localhost', '127.0.0.1', '[::1]'].flatMap((host) =>
  ['http', 'https'].flatMap((scheme) => [`${scheme}://${host}`, `${scheme}://${host}:*`]),
);

/**
 * Lists the origins that local Neon trusts: every loopback name with any port, as Neon Auth does with `allow_localhost`.
 * @param request its own origin, and the origins of the URLs in its query, count if they are loopback addresses
 */
export function trustedOrigins(request?: Request): string[] {
  if (!request) return PATTERNS;
  const urls = [request.headers.get('origin') ?? '', ...new URL(request.url).searchParams.values()];
  const own = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  return [...PATTERNS, ...own.filter(({ hostname }) => isLoopback(hostname)).map(({ origin }) => origin)];
}

/** Whether an `Origin` header is a trusted origin. */
export function isTrustedOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopback(hostname);
}
