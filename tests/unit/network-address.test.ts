import { expect, test } from 'vitest';
import { networkOf } from '@/lib/http/network-address';

test('IPv4-mapped IPv6 addresses count as IPv4, and ports are ignored', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('0:0:0:0:0:ffff:cb00:7107')).toBe('203.0.113.7');
  expect(networkOf('203.0.113.7:5678')).toBe('203.0.113.7');
  expect(networkOf('[::ffff:203.0.113.7]:5678')).toBe('203.0.113.7');
});

test('IPv6 addresses count as one only within the same /64 network', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'));
});

test.each(['', 'unknown', '1.2.3.4.5', '<script>'])('%j is not an IP address', (text) => {
  expect(networkOf(text)).toBeNull();
});
