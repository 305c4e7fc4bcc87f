import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from './errors';

const ISOLATION_LEVELS = new Map([
  ['ReadUncommitted', 'isolation level read uncommitted'],
  ['ReadCommitted', 'isolation level read committed'],
  ['RepeatableRead', 'isolation level repeatable read'],
  ['Serializable', 'isolation level serializable'],
]);

export interface RequestOptions {
  /** Whether values are Postgres text. */
  rawText: boolean;
  /** Whether rows are arrays, unless a statement says otherwise. */
  arrayMode: boolean;
  /** The modes of a batch, for `begin`. */
  modes: string;
  /** The response headers that confirm the modes. */
  confirmation: Record<string, string>;
}

/**
 * Reads the options in a request's headers. Only the value `true` is true.
 * @throws RequestError when the isolation level is unknown, even if the request isn't a batch
 */
export function readOptions(headers: IncomingHttpHeaders): RequestOptions {
  const isTrue = (name: string) => headers[name] === 'true';
  const modes: string[] = [];
  const confirmation: Record<string, string> = {};
  const level = headers['neon-batch-isolation-level'];
  if (level !== undefined) {
    const mode = ISOLATION_LEVELS.get(String(level));
    if (!mode) throw new RequestError(400, 'invalid isolation level');
    modes.push(mode);
    confirmation['Neon-Batch-Isolation-Level'] = String(level);
  }
  if (isTrue('neon-batch-read-only')) {
    modes.push('read only');
    confirmation['Neon-Batch-Read-Only'] = 'true';
  }
  if (isTrue('neon-batch-deferrable')) {
    modes.push('deferrable');
    confirmation['Neon-Batch-Deferrable'] = 'true';
  }
  return {
    rawText: isTrue('neon-raw-text-output'),
    arrayMode: isTrue('neon-array-mode'),
    modes: modes.join(', '),
    confirmation,
  };
}
