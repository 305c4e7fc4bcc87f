import { parse } from 'ipaddr.js';

/** An IPv4 address, or the first half (/64) of an IPv6 address, which is what one household has; null for what is neither. */
export function networkOf(address: string): string | null {
  try {
    const parsed = parse(address);
    if (parsed.kind() === 'ipv4') return parsed.toNormalizedString();
    const network = parsed.toByteArray();
    // An IPv4 address in IPv6's clothes.
    if (network.length === 16 && address.toLowerCase().startsWith('::ffff:')) return network.slice(12).join('.');
    return network
      .slice(0, 8)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  } catch {
    return null;
  }
}
