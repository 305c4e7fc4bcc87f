import { type Engine, type QueryResult, withClient } from '../postgres/engine';
import { EngineCrashedError, PostgresError, type PostgresErrorFields, ResponseTooLargeError } from '../postgres/errors';
import { isClientCopy } from '../sql-over-http/client-copy';

export type Outcome =
  | { kind: 'result'; result: QueryResult; milliseconds: number }
  | { kind: 'error'; error: Pick<PostgresErrorFields, 'message'> & Partial<PostgresErrorFields> };

/**
 * Runs one statement as the database's owner. A failed statement is an outcome, not an exception.
 * @throws RequestAbortedError
 */
export async function runSql(engine: Engine, sql: string, signal: AbortSignal): Promise<Outcome> {
  if (sql.trim() === '') return failure('Enter a statement.');
  if (sql.includes('\0')) return failure('The statement contains a NUL character.');
  if (isClientCopy(sql)) return failure("COPY from or to the client isn't supported.");
  const start = performance.now();
  try {
    const result = await withClient(engine, (client) => client.query(sql), signal);
    return { kind: 'result', result, milliseconds: performance.now() - start };
  } catch (error) {
    if (error instanceof PostgresError) return { kind: 'error', error: error.fields };
    if (error instanceof ResponseTooLargeError) return failure('The result is larger than 64 MB. Add a limit.');
    if (error instanceof EngineCrashedError) return failure(error.message);
    throw error;
  }
}

function failure(message: string): Outcome {
  return { kind: 'error', error: { message } };
}

/** Returns a place in the SQL. @param position in characters from 1, as Postgres reports it */
export function placeOf(sql: string, position: number): { line: number; column: number; text: string } {
  const before = Array.from(sql)
    .slice(0, position - 1)
    .join('')
    .split('\n');
  const line = before.length;
  return { line, column: Array.from(before.at(-1) ?? '').length + 1, text: sql.split('\n')[line - 1] ?? '' };
}
