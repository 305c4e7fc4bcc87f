import { expect, test } from 'vitest';
import { measureCharacters } from '@/lib/text/characters';

/** Segments the whole text at once. */
const characterEnds = (text: string) =>
  Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    ({ index, segment }) => index + segment.length,
  );

const PIECES = [
  'a',
  'é',
  'e\u0301',
  '😀',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '🇫',
  '\u200d',
  '\u0301'.repeat(40),
  'क्षि',
  '각',
  'ᄀ',
  'ᅡ',
  '\n',
  '\r\n',
  '\r',
  '👍🏽',
  '\ud800',
];

/** Builds a deterministic pseudo-random text from the pieces. */
function randomText(seed: number, length: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return PIECES[state % PIECES.length];
  }).join('');
}

test.each([1, 2, 3, 4, 5, 6])('a long text has the same count as when segmented at once (seed %i)', (seed) => {
  const text = randomText(seed, 6_000);
  const ends = characterEnds(text);
  expect(measureCharacters(text, Infinity)).toEqual({ count: ends.length, end: text.length });
  for (const limit of [0, 1, 500, ends.length]) {
    expect(measureCharacters(text, limit)).toEqual({ count: limit, end: ends[limit - 1] ?? 0 });
  }
});

test('an emoji across a window boundary counts once', () => {
  for (let before = 0; before < 12; before += 1) {
    const text = 'a'.repeat(before) + '👩‍👩‍👧‍👦'.repeat(1_000);
    expect(measureCharacters(text, Infinity).count).toBe(before + 1_000);
  }
});

test('a mark after plain text belongs to its last character', () => {
  const text = `${'a'.repeat(10)}\u0301b`;
  expect(measureCharacters(text, 9)).toEqual({ count: 9, end: 9 });
  expect(measureCharacters(text, 10)).toEqual({ count: 10, end: 11 });
  expect(measureCharacters(text, 20)).toEqual({ count: 11, end: 12 });
});

test('a character longer than the window counts once', () => {
  const text = `a${'\u0301'.repeat(10_000)}b`;
  expect(measureCharacters(text, Infinity)).toEqual({ count: 2, end: text.length });
});

test('the cost of counting grows with the limit, not with the text', () => {
  const cost = (text: string) => {
    const start = performance.now();
    measureCharacters(text, 5_000);
    return performance.now() - start;
  };
  const short = 'é'.repeat(6_000);
  const long = 'é'.repeat(200_000);
  // Warms up: the first run is slower.
  cost(short);
  cost(long);
  const fastest = (text: string) => Math.min(...Array.from({ length: 5 }, () => cost(text)));
  expect(fastest(long) / fastest(short)).toBeLessThan(5);
});
