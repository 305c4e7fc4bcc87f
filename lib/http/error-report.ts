import { env } from '../env';
import { TIMEOUTS } from '../limits';
import { describeError } from '../log';

/** Where an error occurred, without anything from the visitor: the path and headers of a request can contain tokens. */
interface Place {
  method: string;
  /** The route, such as `/account`. */
  route: string;
  kind: string;
}

/** Sends an error as JSON to `ERROR_REPORT_URL`, if it is set. Never throws: an unreachable reporter must not cost more. */
export async function reportError(error: unknown, place: Place): Promise<void> {
  if (!env.ERROR_REPORT_URL) return;
  const report = { time: new Date().toISOString(), ...place, ...describeError(error) };
  try {
    await fetch(env.ERROR_REPORT_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(report),
      signal: AbortSignal.timeout(TIMEOUTS.errorReport),
    });
  } catch {
    console.error('The error reporter in ERROR_REPORT_URL is unreachable.');
  }
}
