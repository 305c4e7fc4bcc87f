import { MessageReader } from './message-reader';
import type { WireClient } from './session';

// The types of some of Postgres' replies.
export const COPY_IN_RESPONSE = 'G';
export const PARSE_COMPLETE = '1';
export const READY_FOR_QUERY = 'Z';

/** Passes Postgres' replies on, without those that the client doesn't expect. */
export function withoutReplies(
  write: WireClient['write'],
  isUnexpected: (type: string) => boolean,
): WireClient['write'] {
  const reader = new MessageReader();
  return async (part) => {
    reader.push(Buffer.from(part));
    for (const { type, data } of reader.readAll()) if (!isUnexpected(type)) await write(data);
  };
}
