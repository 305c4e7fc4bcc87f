import { headers } from 'next/headers';

/** Where the visitor sees this app, like `https://example.com`; undefined when the request does not say. */
export async function appOrigin(): Promise<string | undefined> {
  const given = await headers();
  // Each server on the way adds its own; the first is the visitor's.
  const first = (name: string) => given.get(name)?.split(',')[0]?.trim();
  const origin = `${first('x-forwarded-proto')}://${first('x-forwarded-host')}`;
  return URL.canParse(origin) ? origin : undefined;
}
