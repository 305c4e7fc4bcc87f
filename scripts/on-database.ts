import { NeonDbError } from '@neondatabase/serverless';
import { isLoopback } from '../lib/http/host';
import { refusalOf } from './doctor/refusal';
import { requestFailure } from './doctor/request';

/** Runs `work` on a database. @throws Error that says what to do if its host doesn't respond or refuses the connection */
export async function onDatabase<T>(databaseUrl: string, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  try {
    return await work(databaseUrl);
  } catch (error) {
    if (isUnreachable(error)) throw unreachableError(error, databaseUrl);
    const refusal = refusalOf(error);
    throw refusal ? new Error(`${refusal.message}. Check the set-up: npm run doctor`, { cause: error }) : error;
  }
}

/** Whether a query got no response: the driver wraps the error of the request. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof NeonDbError && error.sourceError !== undefined;
}

function unreachableError(cause: unknown, databaseUrl: string): Error {
  const { host } = new URL(databaseUrl);
  if (isLoopback(new URL(databaseUrl).hostname)) {
    return new Error(`Local Neon isn't running at ${host}. Start it: npm run neon`, { cause });
  }
  const reason = requestFailure(cause);
  return new Error(`The database at ${host} is unreachable: ${reason}. Check the set-up: npm run doctor`, { cause });
}
