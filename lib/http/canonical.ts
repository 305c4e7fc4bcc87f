import { env } from '../env';
import { isPublicName, normalizeHost } from './host';
import { reportedHost } from './origin';

/**
 * Redirects a page view at another address, such as `www.example.com`, to `APP_URL`: forms work only there.
 * A proxy may hide the visitor's address and send its own internal host, and then a redirect would never end. So the address
 * counts only if the proxy reports one that differs from `Host`, or if it is that of `APP_URL` with or without `www.`. Next.js
 * copies `Host` to a missing `X-Forwarded-Host`, so two equal ones prove nothing.
 * @returns null if there is no `APP_URL`, or the visitor's address is equal to it or unknown
 */
export function redirectToAppUrl({ headers, method, url }: Request): Response | null {
  if (!env.APP_URL || (method !== 'GET' && method !== 'HEAD')) return null;
  const hostname = withoutPort(reportedHost(headers));
  const expected = withoutPort(normalizeHost(new URL(env.APP_URL).host));
  if (!isPublicName(hostname) || hostname === expected) return null;
  const isReported = hostname !== withoutPort(normalizeHost(headers.get('host') ?? ''));
  const isSibling = hostname === `www.${expected}` || `www.${hostname}` === expected;
  if (!isReported && !isSibling) return null;
  const { pathname, search } = new URL(url);
  // Browsers would keep a permanent redirect after `APP_URL` has changed.
  const location = env.APP_URL + pathname + search;
  return new Response(null, { status: 308, headers: { Location: location, 'Cache-Control': 'no-store' } });
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
