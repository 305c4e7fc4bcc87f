import { afterEach, expect, test, vi } from 'vitest';
import { startServer } from '../support/server';

const VARIABLES = {
  NEXT_RUNTIME: 'nodejs',
  DATABASE_URL: 'postgresql://owner:password@localhost:4545/neondb',
  NEON_AUTH_BASE_URL: 'http://127.0.0.1:4545/neondb/auth',
  NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32),
};

afterEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Reports an error as Next.js does for a failed request. */
async function failRequest(variables: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries({ ...VARIABLES, ...variables })) vi.stubEnv(name, value);
  const { onRequestError } = await import('@/instrumentation');
  const request = { path: '/account?token=secret', method: 'GET', headers: { cookie: 'secret' } };
  await onRequestError(new TypeError('Broken'), request, {
    routerKind: 'App Router',
    routePath: '/account',
    routeType: 'render',
    revalidateReason: undefined,
  });
}

test('an error of a request is sent to ERROR_REPORT_URL, without its path and headers', async () => {
  const bodies: string[] = [];
  const reporter = await startServer(async (request, response) => {
    for await (const chunk of request) bodies.push(String(chunk));
    response.end();
  });
  await failRequest({ ERROR_REPORT_URL: `${reporter.origin}/errors` });
  await reporter.close();
  expect(JSON.parse(bodies.join(''))).toMatchObject({
    ...{ name: 'TypeError', message: 'Broken', method: 'GET', route: '/account', kind: 'render' },
    at: expect.arrayContaining([expect.stringContaining('error-report.test.ts')]),
  });
  expect(bodies.join('')).not.toContain('secret');
});

test('an unreachable reporter is logged, and costs nothing else', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await failRequest({ ERROR_REPORT_URL: 'http://127.0.0.1:2/errors' });
  expect(log).toHaveBeenCalledWith('The error reporter in ERROR_REPORT_URL is unreachable.');
});

test('without ERROR_REPORT_URL nothing is sent', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  await failRequest({ ERROR_REPORT_URL: '' });
  expect(fetched).not.toHaveBeenCalled();
});
