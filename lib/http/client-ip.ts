import addresses from 'ipaddr.js';
import { headers } from 'next/headers';
import { env } from '../env';

/**
 * Returns the network of the client: an IPv4 address, or the /64 of an IPv6 address, which is what one household has.
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

/** Returns an IPv4 address as it is, the /64 of an IPv6 address, and null for anything else. */
export function networkOf(address: string): string | null {
  try {
    // Some proxies append a port. `process` turns IPv4-mapped IPv6 addresses into IPv4.
    const parsed = addresses.process(address.replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, '$1$3'));
    if (parsed.kind() === 'ipv4') return parsed.toNormalizedString();
    return Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex');
  } catch {
    return null;
  }
}
