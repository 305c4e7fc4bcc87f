import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Avatar } from '@/app/_components/avatar';

const initialOf = (name: string) => renderToStaticMarkup(<Avatar name={name} image={null} />).replace(/<[^>]*>/g, '');

test.each([
  ['Ada Lovelace', 'A'],
  ['🇩🇪 Max', '🇩🇪'],
  ['👩‍👩‍👧‍👦 Max', '👩‍👩‍👧‍👦'],
  ['👍🏽', '👍🏽'],
  ['E\u0301va', 'E\u0301'],
  ['क्षितिज', 'क्षि'],
  ['\u0301Ada', 'A'],
  ['\u200B Ada', 'A'],
  ['\uD83D Ada', 'A'],
  ['', ''],
])('the initial of %j is one whole character: %s', (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});

test('the initial of a name with endless marks is limited', () => {
  expect(initialOf(`Z${'\u0301'.repeat(10_000)}`).length).toBeLessThanOrEqual(30);
});
