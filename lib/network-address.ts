import addresses from 'ipaddr.js';

/** An IPv4 address, or the first half (/64) of an IPv6 address, which is what one household has; null for what is neither. */
export function networkOf(address: string): string | null {
  try {
    // Some proxies add a port. An IPv4 address in IPv6's clothes is one.
    const parsed = addresses.process(address.replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, '$1$3'));
    if (parsed.kind() === 'ipv4') return parsed.toNormalizedString();
    return Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex');
  } catch {
    return null;
  }
}
