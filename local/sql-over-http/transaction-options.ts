import type { IncomingMessage } from 'node:http';
import { BadRequestError, header } from './request';

const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: 'isolation level read uncommitted',
  ReadCommitted: 'isolation level read committed',
  RepeatableRead: 'isolation level repeatable read',
  Serializable: 'isolation level serializable',
};

/**
 * Reads the batch headers. Returns the modes for `begin` and the response headers that confirm them.
 * @throws BadRequestError
 */
export function transactionOptions(request: IncomingMessage): { modes: string; headers: Record<string, string> } {
  const level = header(request, 'neon-batch-isolation-level');
  const readOnly = header(request, 'neon-batch-read-only');
  const deferrable = header(request, 'neon-batch-deferrable');
  const modes: string[] = [];
  const headers: Record<string, string> = {};
  if (level !== undefined) {
    const mode = Object.hasOwn(ISOLATION_LEVELS, level) ? ISOLATION_LEVELS[level] : undefined;
    if (!mode) throw new BadRequestError(400, `Invalid isolation level: ${level}`);
    modes.push(mode);
    headers['Neon-Batch-Isolation-Level'] = level;
  }
  if (readOnly === 'true') {
    modes.push('read only');
    headers['Neon-Batch-Read-Only'] = 'true';
  }
  if (deferrable === 'true') {
    modes.push('deferrable');
    headers['Neon-Batch-Deferrable'] = 'true';
  }
  return { modes: modes.join(', '), headers };
}
