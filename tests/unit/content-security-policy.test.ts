import { afterEach, expect, test, vi } from 'vitest';
import { contentSecurityPolicy } from '@/lib/http/security-headers';

afterEach(() => vi.unstubAllEnvs());

const policyIn = (mode: 'development' | 'production') => {
  vi.stubEnv('NODE_ENV', mode);
  return contentSecurityPolicy('abc', []).split('; ');
};

test("in development, the overlay of Next.js may add style elements, which don't have the nonce", () => {
  // A nonce would make browsers ignore 'unsafe-inline'.
  expect(policyIn('development')).toContain("style-src 'self' 'unsafe-inline'");
  expect(policyIn('production')).toContain("style-src 'self' 'nonce-abc'");
});

test('everything else that works in development works in production', () => {
  const common = (mode: 'development' | 'production') =>
    policyIn(mode)
      .filter((directive) => !directive.startsWith('style-src '))
      .map((directive) => directive.replace(" 'unsafe-eval'", ''));
  expect(common('development')).toEqual(common('production'));
});
