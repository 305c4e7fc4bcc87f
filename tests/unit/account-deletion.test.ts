import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join('lib', file), 'utf8'));
const action = readFileSync('app/account/actions.ts', 'utf8');
const all = (pattern: RegExp) => sources.flatMap((source) => [...source.matchAll(pattern)]);

/** The tables with rows of users: those with a policy. */
const tables = all(/^export const (\w+) = pgTable\([\s\S]*?^\)/gm)
  .filter(([text]) => text.includes('pgPolicy('))
  .map(([, name = '']) => name);

test('the deletion of an account deletes the rows of every table with a policy', () => {
  const functions = all(/^export async function (\w+)\([\s\S]*?^}/gm);
  const deletes = (table: string) =>
    functions.some(([text, name]) => text.includes(`db.delete(${table})`) && action.includes(`await ${name}(`));
  expect(tables.filter((table) => !deletes(table))).toEqual([]);
});
