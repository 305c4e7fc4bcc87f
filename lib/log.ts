import { headers } from 'next/headers';

/** The header with the id that all log lines of one request share. `proxy.ts` sets it. */
export const REQUEST_ID = 'x-request-id';

/**
 * Logs an error as one line of JSON, without user input, tokens or codes: only the error's name, code, message and stack.
 * For a failed query it logs Postgres's message, not the parameters.
 * @param event what failed, such as `page` or `form`
 */
export async function logError(event: string, error: unknown): Promise<void> {
  console.error(
    JSON.stringify({
      time: new Date().toISOString(),
      level: 'error',
      event,
      requestId: await requestId(),
      ...describeError(error),
    }),
  );
}

async function requestId(): Promise<string | null> {
  try {
    return (await headers()).get(REQUEST_ID);
  } catch {
    // There is no request, for example while the server starts.
    return null;
  }
}

/** Returns an error's name, code, message and stack, and of a failed query Postgres's message instead of the parameters. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  // Drizzle's own message contains the parameters.
  if (error.message.startsWith('Failed query') && error.cause instanceof Error) return describeError(error.cause);
  const { name, message, stack } = error;
  const at = stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim());
  return { name, ...('code' in error && { code: error.code }), message, at };
}
