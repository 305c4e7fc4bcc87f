import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const COMPLETE = {
  DATABASE_URL: 'postgresql://owner:password@localhost:4545/neondb',
  NEON_AUTH_BASE_URL: 'http://127.0.0.1:4545/neondb/auth',
  NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32),
};

function read(variables: Record<string, string | undefined>) {
  for (const name of [...Object.keys(COMPLETE), 'NEON_AUTH_METHODS']) vi.stubEnv(name, variables[name]);
  return import('@/lib/env');
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

test('a complete environment is valid', async () => {
  expect((await read(COMPLETE)).env).toEqual({ ...COMPLETE, NEON_AUTH_METHODS: [], TRUSTED_PROXY_HOPS: 0 });
});

test('the error names every missing variable and where to find its value', async () => {
  const message = await read({}).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(message).toContain('DATABASE_URL is missing (the connection string');
  expect(message).toContain('NEON_AUTH_BASE_URL is missing (the Auth URL');
  expect(message).toContain('NEON_AUTH_COOKIE_SECRET is missing (32 or more random characters');
});

test('the error names an invalid variable without showing its value', async () => {
  const message = await read({ ...COMPLETE, NEON_AUTH_COOKIE_SECRET: 'too-short' }).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(message).toContain('NEON_AUTH_COOKIE_SECRET is not valid');
  expect(message).not.toContain('DATABASE_URL');
  expect(message).not.toContain('too-short');
});

test('NEON_AUTH_METHODS is a list of supported methods', async () => {
  const { env } = await read({ ...COMPLETE, NEON_AUTH_METHODS: ' google,github ,' });
  expect(env.NEON_AUTH_METHODS).toEqual(['google', 'github']);
  vi.resetModules();
  await expect(read({ ...COMPLETE, NEON_AUTH_METHODS: 'gogle' })).rejects.toThrow('NEON_AUTH_METHODS is not valid');
});
