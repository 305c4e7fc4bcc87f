import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const UNTRUSTED = { code: 'feature_not_supported', status: 403, message: 'Invalid origin' };
const VARIABLES = {
  DATABASE_URL: 'postgresql://owner:password@localhost:4545/neondb',
  NEON_AUTH_BASE_URL: 'http://127.0.0.1:4545/neondb/auth',
  NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32),
};

async function messageWith(variables: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...VARIABLES, ...variables })) vi.stubEnv(name, value);
  const { rejectAuthError } = await import('@/lib/forms/auth-errors');
  return rejectAuthError(UNTRUSTED).message;
}

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('in development, an untrusted address gets the address at which the app works', async () => {
  expect(await messageWith({ NODE_ENV: 'development', PORT: '3001' })).toBe(
    "Sign-in doesn't work at this address. Open the app at http://localhost:3001.",
  );
});

test('in production, an untrusted address is a fault of the configuration, which the log names', async () => {
  expect(await messageWith({ NODE_ENV: 'production', PORT: '3001' })).toMatch(/^Sign-in is temporarily unavailable/);
  expect(vi.mocked(console.error).mock.calls.join()).toContain('trusted domains');
});

test('with APP_URL, the visitor is already at the right address', async () => {
  expect(await messageWith({ NODE_ENV: 'development', APP_URL: 'http://app.test' })).not.toContain('Open the app');
});
