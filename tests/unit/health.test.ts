import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('on Vercel, the health check names missing variables in the log, and nothing internal in its response', async () => {
  const names = ['DATABASE_URL', 'NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET'];
  for (const name of names) vi.stubEnv(name, '');
  vi.stubEnv('VERCEL', '1');
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { GET } = await import('@/app/api/health/route');
  const response = await GET(new Request('https://app.example/api/health'), { params: Promise.resolve({}) });
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ live: true, ready: false, database: false, authServer: false });
  expect(log.mock.calls.map(([line]) => JSON.parse(line).message)).toEqual([
    `These environment variables are missing: ${names.join(', ')}`,
  ]);
});

test('on Vercel, an app without its cookie secret is not ready', async () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://owner:password@localhost:4545/neondb');
  vi.stubEnv('NEON_AUTH_BASE_URL', 'http://localhost:4545/neondb/auth');
  vi.stubEnv('NEON_AUTH_COOKIE_SECRET', '');
  vi.stubEnv('VERCEL', '1');
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const { neonConfig } = await import('@neondatabase/serverless');
  const { GET } = await import('@/app/api/health/route');
  neonConfig.fetchFunction = async () => Response.json({ fields: [], rows: [], command: 'SELECT', rowCount: 0 });
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ ok: true }));
  const response = await GET(new Request('https://app.example/api/health'), { params: Promise.resolve({}) });
  expect([response.status, await response.json()]).toEqual([
    503,
    { live: true, ready: false, database: true, authServer: true },
  ]);
});
