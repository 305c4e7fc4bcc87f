import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const COMPLETE = {
  DATABASE_URL: 'postgresql://owner:password@localhost:4545/neondb',
  NEON_AUTH_BASE_URL: 'http://127.0.0.1:4545/neondb/auth',
  NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32),
};

function read(variables: Record<string, string | undefined>) {
  for (const name of [...Object.keys(COMPLETE), 'NEON_AUTH_METHODS', 'VERCEL']) vi.stubEnv(name, variables[name]);
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

test('on Vercel, missing variables are listed, and their placeholders reach nothing and are not known', async () => {
  const onVercel = () => read({ DATABASE_URL: COMPLETE.DATABASE_URL, VERCEL: '1' });
  const { env, missingVariables } = await onVercel();
  expect(missingVariables.map(({ name }) => name)).toEqual(['NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET']);
  expect(env.DATABASE_URL).toBe(COMPLETE.DATABASE_URL);
  expect(new URL(env.NEON_AUTH_BASE_URL).hostname).toMatch(/\.invalid$/);
  vi.resetModules();
  expect((await onVercel()).env.NEON_AUTH_COOKIE_SECRET).not.toBe(env.NEON_AUTH_COOKIE_SECRET);
});

test('on Vercel, an invalid variable is an error, and a complete environment has no missing ones', async () => {
  await expect(read({ ...COMPLETE, NEON_AUTH_COOKIE_SECRET: 'short', VERCEL: '1' })).rejects.toThrow(
    'NEON_AUTH_COOKIE_SECRET is not valid',
  );
  vi.resetModules();
  expect((await read({ ...COMPLETE, VERCEL: '1' })).missingVariables).toEqual([]);
});

test('NEON_AUTH_METHODS is a list of supported methods', async () => {
  const { env } = await read({ ...COMPLETE, NEON_AUTH_METHODS: ' google,github ,' });
  expect(env.NEON_AUTH_METHODS).toEqual(['google', 'github']);
  vi.resetModules();
  await expect(read({ ...COMPLETE, NEON_AUTH_METHODS: 'gogle' })).rejects.toThrow('NEON_AUTH_METHODS is not valid');
});
