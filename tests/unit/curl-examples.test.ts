import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FILES = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test('the curl examples work with curl 7.76, which has no --json', () => {
  expect(FILES.filter((file) => /\bcurl\b.*--json/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
