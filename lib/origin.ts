import { headers } from 'next/headers';
import { env } from './env';

/** Where the visitor sees this app, like `https://example.com`: as `APP_URL` says, or else the request. */
export async function appOrigin(): Promise<string> {
  if (env.APP_URL) return new URL(env.APP_URL).origin;
  const given = await headers();
  // Each server on the way adds its own; the first is the visitor's.
  const first = (name: string) => given.get(name)?.split(',')[0]?.trim();
  const host = first('x-forwarded-host') ?? first('host') ?? '';
  const origin = `${first('x-forwarded-proto') ?? 'http'}://${host}`;
  if (!URL.canParse(origin)) throw new Error(`The request does not say where this app is: ${origin}`);
  return new URL(origin).origin;
}

/** A path of this app as an address for others to send the visitor to. */
export async function appUrl(path: string): Promise<string> {
  return (await appOrigin()) + path;
}

/** Whether a page of this app sends a request: browsers name the page, and let no page invent it. */
export function isSameOrigin({ headers: given }: Request): boolean {
  const origin = given.get('origin');
  if (origin === null) return given.get('sec-fetch-site') === 'same-origin';
  const host = env.APP_URL ? new URL(env.APP_URL).host : (given.get('x-forwarded-host') ?? given.get('host'));
  return URL.canParse(origin) && new URL(origin).host === host;
}
