import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const README = readFileSync('README.md', 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
/** The first column of the command table. */
const TABLE = [...README.matchAll(/^\| (`npm (?:run|start)[^|]*) \|/gm)].map(([, cell]) => cell).join(' ');

test('the README documents every npm script', () => {
  // The README introduces these two before the table.
  const documented = ['dev', 'test', ...[...TABLE.matchAll(/`(?:npm (?:run )?)?([\w:]+)/g)].map(([, name]) => name)];
  expect(Object.keys(scripts).filter((name) => !documented.includes(name))).toEqual([]);
});

test.each(['README.md', 'local/README.md', 'docs/security.md'])('every npm script named in %s exists', (file) => {
  const named = [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
