import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const README = readFileSync('README.md', 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
/** The first column of the table of commands. */
const TABLE = [...README.matchAll(/^\| (`npm (?:run|start)[^|]*) \|/gm)].map(([, cell]) => cell).join(' ');

test('the README has a line for each command', () => {
  // The two at its beginning stand there.
  const told = ['dev', 'test', ...[...TABLE.matchAll(/`(?:npm (?:run )?)?([\w:]+)/g)].map(([, name]) => name)];
  expect(Object.keys(scripts).filter((name) => !told.includes(name))).toEqual([]);
});

test.each(['README.md', 'local/README.md', 'docs/security.md'])('each command in %s is there', (file) => {
  const named = [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
