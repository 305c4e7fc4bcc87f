import { expect, test } from 'vitest';
import { type Cursor, LATEST, readCursor, writeCursor } from '@/lib/posts/cursor';

const cursor: Cursor = { direction: 'older', createdAt: new Date('2026-11-21T20:17:34.123Z'), id: 42 };
const text = writeCursor(cursor, 'sea');
const forged = (place: string) => Buffer.from(place).toString('base64url');

test('a cursor comes back as it was written, and fits into an address', () => {
  expect(readCursor(text, 'sea')).toEqual(cursor);
  expect(text).toMatch(/^[\w-]+$/);
  const newer: Cursor = { ...cursor, direction: 'newer' };
  expect(readCursor(writeCursor(newer, ''), '')).toEqual(newer);
});

test('a cursor goes no further than the calendar of the database', () => {
  const far = (time: number) => writeCursor({ ...cursor, createdAt: new Date(time) }, '');
  expect(readCursor(far(LATEST), '')).not.toBeNull();
  expect(readCursor(far(LATEST + 1), '')).toBeNull();
});

test('a cursor is for its own list alone', () => {
  expect(readCursor(text, 'lake')).toBeNull();
  expect(readCursor(text, '')).toBeNull();
});

test('a cursor that was cut anywhere is none', () => {
  for (let length = 0; length < text.length; length += 1) expect(readCursor(text.slice(0, length), 'sea')).toBeNull();
});

test('a cursor with any one character changed is none', () => {
  for (let index = 0; index < text.length; index += 1) {
    const other = text[index] === 'A' ? 'B' : 'A';
    expect(readCursor(text.slice(0, index) + other + text.slice(index + 1), 'sea')).toBeNull();
  }
});

test.each([
  ['nothing', ''],
  ['no text', 7],
  ['several', [text, text]],
  ['none at all', undefined],
  ['very long', 'A'.repeat(100_000)],
  ['no base64', '%%%%'],
  ['NUL', '\0'],
  ['one with something behind it', `${text}A`],
  ['a direction that there is none of', forged('sideways.1.1.AAAAAAAA')],
  ['a time beyond all times', forged('older.9999999999999999.1.AAAAAAAA')],
  ['an id beyond all ids', forged('older.1.9999999999999999.AAAAAAAA')],
  ['a negative id', forged('older.1.-1.AAAAAAAA')],
])('what is %s is no cursor', (_what, given) => {
  expect(readCursor(given, 'sea')).toBeNull();
});
