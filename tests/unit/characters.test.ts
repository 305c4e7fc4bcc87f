import { expect, test } from 'vitest';
import { walkCharacters } from '@/lib/characters';

/** What the whole text has, in one go. */
const endsOf = (text: string) =>
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
  '👍🏽',
  '\ud800',
];

/** A text of these pieces, the same at each run. */
function textOf(seed: number, length: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return PIECES[state % PIECES.length];
  }).join('');
}

test.each([1, 2, 3, 4, 5, 6])('a long text is counted as in one go (%i)', (seed) => {
  const text = textOf(seed, 6_000);
  const ends = endsOf(text);
  expect(walkCharacters(text, Infinity)).toEqual({ count: ends.length, end: text.length });
  for (const limit of [0, 1, 500, ends.length]) {
    expect(walkCharacters(text, limit)).toEqual({ count: limit, end: ends[limit - 1] ?? 0 });
  }
});

test('emoji are counted wherever what is looked at in one go ends', () => {
  for (let before = 0; before < 12; before += 1) {
    const text = 'a'.repeat(before) + '👩‍👩‍👧‍👦'.repeat(1_000);
    expect(walkCharacters(text, Infinity).count).toBe(before + 1_000);
  }
});

test('a character that is longer than what is looked at in one go is one', () => {
  const text = `a${'\u0301'.repeat(10_000)}b`;
  expect(walkCharacters(text, Infinity)).toEqual({ count: 2, end: text.length });
});

test('what it costs grows with the limit, not with the text', () => {
  const cost = (text: string) => {
    const begun = performance.now();
    walkCharacters(text, 5_000);
    return performance.now() - begun;
  };
  const short = 'a'.repeat(6_000);
  const long = 'a'.repeat(200_000);
  // Once each for nothing: the first run is slower than all others.
  cost(short);
  cost(long);
  const best = (text: string) => Math.min(...Array.from({ length: 5 }, () => cost(text)));
  expect(best(long) / best(short)).toBeLessThan(5);
});
