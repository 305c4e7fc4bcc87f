import { headers } from 'next/headers';
import { env } from '../env';
import { networkOf } from './network-address';

/**
 * Returns the network of the client: an IPv4 address, or the /64 of an IPv6 address, typically one household.
 * Each of your proxies (`TRUSTED_PROXY_HOPS`) appends one address to `X-Forwarded-For`. The entries before those can be
 * forged by the client.
 * @returns null if no address can be trusted
 */
export async function clientNetwork(): Promise<string | null> {
  const hops = env.TRUSTED_PROXY_HOPS;
  if (hops === 0) return null;
  const forwarded = (await headers()).get('x-forwarded-for')?.split(',') ?? [];
  return networkOf(forwarded.at(-hops)?.trim() ?? '');
}
