import { headers } from 'next/headers';
import { env } from './env';

/** Where the visitor sees this app, like `https://example.com`: as `APP_URL` says, or else the request. */
export async function appOrigin(): Promise<string> {
  if (env.APP_URL) return new URL(env.APP_URL).origin;
  const given = await headers();
  const isHttps = first(given, 'x-forwarded-proto') === 'https';
  const origin = `${isHttps ? 'https' : 'http'}://${hostOf(given)}`;
  return URL.canParse(origin) ? new URL(origin).origin : 'http://unknown.invalid';
}

/** The host by which the visitor called this app. */
function hostOf(given: Headers): string {
  if (env.APP_URL) return new URL(env.APP_URL).host;
  return first(given, 'x-forwarded-host') || (given.get('host') ?? '');
}

/** Each server on the way adds its own; the first is the visitor's. */
function first(given: Headers, name: string): string | undefined {
  return given.get(name)?.split(',')[0]?.trim();
}

/** A path of this app as an address for others to send the visitor to. */
export async function appUrl(path: string): Promise<string> {
  return (await appOrigin()) + path;
}

/** Whether a page of this app sends a request: browsers name the page, and let no page invent it. */
export function isSameOrigin({ headers: given }: Request): boolean {
  const origin = given.get('origin');
  if (origin === null) return given.get('sec-fetch-site') === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === hostOf(given);
}
