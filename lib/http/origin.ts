import { headers } from 'next/headers';
import { env } from '../env';
import { normalizeHost } from './host';

/** Returns the app's public origin, such as `https://example.com`: from `APP_URL`, else from the request. */
export async function appOrigin(): Promise<string> {
  if (env.APP_URL) return env.APP_URL;
  const requestHeaders = await headers();
  const isHttps = firstValue(requestHeaders, 'x-forwarded-proto')?.toLowerCase() === 'https';
  const origin = `${isHttps ? 'https' : 'http'}://${publicHost(requestHeaders)}`;
  return URL.canParse(origin) ? new URL(origin).origin : 'http://unknown.invalid';
}

/** Returns the absolute URL of a path of this app, for emails and redirects back from other servers. */
export async function appUrl(path: string): Promise<string> {
  return (await appOrigin()) + path;
}

/** Whether a request comes from a page of this app. Browsers send the page's origin, and scripts cannot forge it. */
export function isSameOrigin({ headers: requestHeaders }: Request): boolean {
  const origin = requestHeaders.get('origin');
  if (origin === null) return requestHeaders.get('sec-fetch-site') === 'same-origin';
  return URL.canParse(origin) && normalizeHost(new URL(origin).host) === publicHost(requestHeaders);
}

/**
 * Returns the `X-Forwarded-Host` to forward to Next.js. It accepts a form only if this equals the host in `Origin`, character
 * by character. So it gets the origin's own spelling, and `APP_URL` if the proxy does not pass on the visitor's host.
 */
export function forwardedHost(request: Request): string {
  const origin = request.headers.get('origin');
  return origin && isSameOrigin(request) ? new URL(origin).host : publicHost(request.headers);
}

/** Returns the host as the visitor's browser shows it, according to the proxy. `APP_URL` does not count here. */
export function reportedHost(requestHeaders: Headers): string {
  return normalizeHost(firstValue(requestHeaders, 'x-forwarded-host') || (requestHeaders.get('host') ?? ''));
}

function publicHost(requestHeaders: Headers): string {
  return env.APP_URL ? normalizeHost(new URL(env.APP_URL).host) : reportedHost(requestHeaders);
}

/** Each proxy appends its value; the first one is closest to the visitor. */
function firstValue(requestHeaders: Headers, name: string): string | undefined {
  return requestHeaders.get(name)?.split(',')[0]?.trim();
}
