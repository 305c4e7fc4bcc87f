import { headers } from 'next/headers';

/** The header by which what is logged of a request can be told from what is logged of others; proxy.ts makes its value. */
export const REQUEST_ID = 'x-request-id';

/**
 * Logs an error as one line of JSON. What people typed, tokens and codes are in none of it: of an error there is its name, its
 * code, its message and where it was thrown; a failed query says what the database said, not with which parameters.
 */
export async function logError(what: string, error: unknown): Promise<void> {
  console.error(
    JSON.stringify({
      time: new Date().toISOString(),
      level: 'error',
      what,
      requestId: await requestId(),
      ...describe(error),
    }),
  );
}

async function requestId(): Promise<string | null> {
  try {
    return (await headers()).get(REQUEST_ID);
  } catch {
    // Not while a request is answered.
    return null;
  }
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  // Drizzle's own message holds the parameters.
  if (error.message.startsWith('Failed query') && error.cause instanceof Error) return describe(error.cause);
  const { name, message, stack } = error;
  const at = stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim());
  return { name, ...('code' in error && { code: error.code }), message, at };
}
