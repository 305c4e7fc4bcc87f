import { failed, type Result } from './result';

/** How long one request of the doctor may take, in milliseconds. Longer than Neon needs to wake up. */
export const REQUEST_TIMEOUT = 15_000;

/** Says why a request got no usable response. */
export function requestFailure(error: unknown): string {
  const reason = rootCause(error);
  if (!(reason instanceof Error)) return 'the request failed';
  if (reason.name === 'TimeoutError') return `no response within ${REQUEST_TIMEOUT / 1_000} seconds`;
  const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name was not found';
  if (code === 'ECONNREFUSED') return 'the host refused the connection';
  return [code, reason.message].filter(Boolean).join(': ');
}

/** `fetch` and the driver wrap the error that says more. A refused connection to several addresses has no message of its own. */
function rootCause(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const inner = 'sourceError' in error && error.sourceError ? error.sourceError : error.cause;
  return inner instanceof Error ? rootCause(inner) : error;
}

/** Runs checks in order. A check that throws, for example because the connection ends, becomes a failure. */
export async function runChecks(checks: Record<string, () => Promise<Result[]>>): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const found = await check().catch((error: unknown) => [
      failed(name, `could not be checked: ${requestFailure(error)}`, 'Fix the other failures first, then check again.'),
    ]);
    results.push(...found);
  }
  return results;
}
