import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIFFERENCES, targetOf } from './support/differences';

const target = targetOf(process.env);
const ALL = Object.values(DIFFERENCES).flat();

test('the README lists these differences, in this order', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const section = /^## Differences from Neon\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
  const listed = section
    .trim()
    .split('\n\n')
    .slice(1)
    .flatMap((block) => block.split(/\n(?=- )/).map((line) => line.replaceAll(/\s+/g, ' ')));
  const expected = Object.entries(DIFFERENCES).flatMap(([group, differences]) => [
    `${group}:`,
    ...differences.map(({ text }) => `- ${text}`),
  ]);
  expect(listed).toEqual(expected);
});

test('every difference has a probe, a test that shows it, or a reason why not', () => {
  for (const { text, probe, expected, unprobed = '' } of ALL) {
    expect([text, Boolean(probe), Boolean(expected)]).toEqual([text, unprobed === '', unprobed === '']);
    const [, file, title = ''] = /^([\w-]+\.test\.ts): (.*)$/.exec(unprobed) ?? [];
    if (file)
      expect([text, readFileSync(new URL(file, import.meta.url), 'utf8').includes(title)]).toEqual([text, true]);
  }
});

test('a difference that can be probed on Neon is one', () => {
  for (const { text, expected } of ALL) {
    if (!expected || !('neon' in expected)) continue;
    const local = [expected.pglite, expected.postgresql].filter((value) => value !== undefined);
    expect([text, local.some((value) => value !== expected.neon)]).toEqual([text, true]);
  }
});

test.for(ALL.flatMap(({ text, probe, expected }) => (probe && expected ? [[text, probe, expected] as const] : [])))(
  `%s`,
  async ([_text, probe, expected]) => {
    const found = await probe();
    if (target in expected) expect(found).toEqual(expected[target]);
  },
);
