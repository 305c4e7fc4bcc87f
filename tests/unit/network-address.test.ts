import { expect, test } from 'vitest';
import { networkOf } from '@/lib/network-address';

test('an IPv4 address is itself, also in IPv6’s clothes', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('0:0:0:0:0:ffff:cb00:7107')).toBe('203.0.113.7');
  expect(networkOf('203.0.113.7:5678')).toBe('203.0.113.7');
  expect(networkOf('[::ffff:203.0.113.7]:5678')).toBe('203.0.113.7');
});

test('the addresses of one household are one, and those of the next another', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'));
});

test.each(['', 'unknown', '1.2.3.4.5', '<script>'])('%j is no address', (text) => {
  expect(networkOf(text)).toBeNull();
});
