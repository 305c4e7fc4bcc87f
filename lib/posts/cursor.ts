import { createHash } from 'node:crypto';

/** A place in a list that is ordered newest first, and which way to go from it. */
export interface Cursor {
  direction: 'older' | 'newer';
  createdAt: Date;
  id: number;
}

/** Years of more than four digits are written in ways that Postgres does not read. In milliseconds since 1970. */
export const LATEST = Date.UTC(9999, 11, 31);

/**
 * A cursor as text for an address. It is no secret and gives no right: whoever invents one sees what they may see anyway.
 * The checksum at its end only tells a cursor that was cut, or comes from another list, from one that is whole.
 * @param list the list that it is for: the words that were searched, or the list's name
 */
export function writeCursor({ direction, createdAt, id }: Cursor, list: string): string {
  const place = `${direction}.${createdAt.getTime()}.${id}`;
  return Buffer.from(`${place}.${checksum(place, list)}`).toString('base64url');
}

/** @returns null when it is none that `writeCursor` wrote for this list */
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
