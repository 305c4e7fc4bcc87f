import { expect, test } from 'vitest';
import { type Cursor, LATEST, readCursor, writeCursor } from '@/lib/posts/cursor';

const cursor: Cursor = { direction: 'older', createdAt: new Date('2026-11-21T20:17:34.123Z'), id: 42 };
const text = writeCursor(cursor, 'sea');
const forged = (payload: string) => Buffer.from(payload).toString('base64url');

test('a cursor survives a round trip and is URL-safe', () => {
  expect(readCursor(text, 'sea')).toEqual(cursor);
  expect(text).toMatch(/^[\w-]+$/);
  const newer: Cursor = { ...cursor, direction: 'newer' };
  expect(readCursor(writeCursor(newer, ''), '')).toEqual(newer);
});

test('a cursor beyond the date range of Postgres is rejected', () => {
  const far = (time: number) => writeCursor({ ...cursor, createdAt: new Date(time) }, '');
  expect(readCursor(far(LATEST), '')).not.toBeNull();
  expect(readCursor(far(LATEST + 1), '')).toBeNull();
});

test('a cursor is valid only for its own list', () => {
  expect(readCursor(text, 'lake')).toBeNull();
  expect(readCursor(text, '')).toBeNull();
});

test('a truncated cursor is rejected', () => {
  for (let length = 0; length < text.length; length += 1) expect(readCursor(text.slice(0, length), 'sea')).toBeNull();
});

test('a cursor with any single character changed is rejected', () => {
  for (let index = 0; index < text.length; index += 1) {
    const other = text[index] === 'A' ? 'B' : 'A';
    expect(readCursor(text.slice(0, index) + other + text.slice(index + 1), 'sea')).toBeNull();
  }
});

test.each([
  ['an empty string', ''],
  ['a number', 7],
  ['an array of cursors', [text, text]],
  ['undefined', undefined],
  ['a very long string', 'A'.repeat(100_000)],
  ['a string that is not base64', '%%%%'],
  ['a NUL character', '\0'],
  ['a cursor with a character appended', `${text}A`],
  ['a cursor with an unknown direction', forged('sideways.1.1.AAAAAAAA')],
  ['a cursor with a time out of range', forged('older.9999999999999999.1.AAAAAAAA')],
  ['a cursor with an id out of range', forged('older.1.9999999999999999.AAAAAAAA')],
  ['a cursor with a negative id', forged('older.1.-1.AAAAAAAA')],
])('%s is rejected', (_case, value) => {
  expect(readCursor(value, 'sea')).toBeNull();
});
