import { createHash } from 'node:crypto';

/** A position in a list ordered newest first, and the direction to read from it. */
export interface Cursor {
  direction: 'older' | 'newer';
  createdAt: Date;
  id: number;
}

/** The latest time, in milliseconds since 1970. Postgres cannot parse how JavaScript writes years beyond 9999. */
export const LATEST = Date.UTC(9999, 11, 31);

/**
 * Encodes a cursor for a URL. It is not secret and grants no access. The checksum only detects a truncated cursor, or one of
 * another list.
 * @param list identifies the list: its search query, or its name
 */
export function writeCursor({ direction, createdAt, id }: Cursor, list: string): string {
  const place = `${direction}.${createdAt.getTime()}.${id}`;
  return Buffer.from(`${place}.${checksum(place, list)}`).toString('base64url');
}

/** Decodes a cursor. Returns null unless `writeCursor` created it for this list. */
export function readCursor(text: unknown, list: string): Cursor | null {
  if (typeof text !== 'string' || text.length > 200) return null;
  const parts = /^(older|newer)\.(\d{1,16})\.([1-9]\d{0,15})\./.exec(Buffer.from(text, 'base64url').toString());
  if (!parts) return null;
  const [, direction, time, id] = parts;
  const cursor: Cursor = {
    direction: direction === 'older' ? 'older' : 'newer',
    createdAt: new Date(Number(time)),
    id: Number(id),
  };
  if (Number(time) > LATEST || !Number.isSafeInteger(cursor.id)) return null;
  return writeCursor(cursor, list) === text ? cursor : null;
}

function checksum(place: string, list: string): string {
  return createHash('sha256').update(`${place}\n${list}`).digest('base64url').slice(0, 8);
}
