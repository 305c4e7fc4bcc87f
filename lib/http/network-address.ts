import addresses from 'ipaddr.js';

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
