import { headers } from 'next/headers';
import { env } from '../env';

/** Returns the app's public origin, such as `https://example.com`: from `APP_URL`, else from the request. */
export async function appOrigin(): Promise<string> {
  if (env.APP_URL) return new URL(env.APP_URL).origin;
  const requestHeaders = await headers();
  const isHttps = firstValue(requestHeaders, 'x-forwarded-proto') === 'https';
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
  return URL.canParse(origin) && new URL(origin).host === publicHost(requestHeaders);
}

function publicHost(requestHeaders: Headers): string {
  if (env.APP_URL) return new URL(env.APP_URL).host;
  return firstValue(requestHeaders, 'x-forwarded-host') || (requestHeaders.get('host') ?? '');
}

/** Each proxy appends its value; the first one is closest to the visitor. */
function firstValue(requestHeaders: Headers, name: string): string | undefined {
  return requestHeaders.get(name)?.split(',')[0]?.trim();
}
