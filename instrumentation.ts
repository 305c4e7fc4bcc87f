import type { Instrumentation } from 'next';

/**
 * Reads the environment when the server starts: a missing variable stops it with a list, not a later request with a 500.
 * Starts OpenTelemetry if its variables are set.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    try {
      const { isTraced } = await import('./lib/env');
      if (isTraced) await startTracing();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      // Next.js would keep running and answer every request with a 500.
      process.exit(1);
    }
  }
}

async function startTracing(): Promise<void> {
  const { registerOTel } = await import('@vercel/otel');
  registerOTel();
}

/** Sends an error that Next.js caught while it handled a request to the URL in `ERROR_REPORT_URL`, if it is set. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { reportError } = await import('./lib/http/error-report');
    await reportError(error, { method: request.method, route: context.routePath, kind: context.routeType });
  }
};
