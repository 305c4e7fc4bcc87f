import { headers } from 'next/headers';
import { env } from './env';
import { networkOf } from './network-address';

/**
 * The network address of whoever makes a request, as far as it can be believed: each of our own proxies
 * (`TRUSTED_PROXY_HOPS`) adds one to the end of `X-Forwarded-For`, and whatever stands before is the visitor's own invention.
 * @returns null when none can be believed
 */
export async function clientAddress(): Promise<string | null> {
  const hops = env.TRUSTED_PROXY_HOPS;
  if (hops === 0) return null;
  const forwarded = (await headers()).get('x-forwarded-for')?.split(',') ?? [];
  return networkOf(forwarded.at(-hops)?.trim() ?? '');
}
