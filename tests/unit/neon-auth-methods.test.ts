import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { namesTest } from '../support/named-tests';

const SDK = 'node_modules/@neondatabase/auth/dist';

/** The methods of an instance that the SDK makes: it has a table of the addresses that they call. */
function methodsOfSdk(): string[] {
  const sources = readdirSync(SDK).map((name) => (name.endsWith('.mjs') ? readFileSync(`${SDK}/${name}`, 'utf8') : ''));
  const table = sources
    .map((source) => /const API_ENDPOINTS = (\{\n.*?\n\});/s.exec(source)?.[1])
    .find((found) => found !== undefined);
  const names = (endpoints: object, prefix = ''): string[] =>
    Object.entries(endpoints).flatMap(([name, endpoint]) =>
      'path' in endpoint ? [prefix + name] : names(endpoint, `${prefix}${name}.`),
    );
  return names(runInNewContext(`(${table})`));
}

interface Row {
  method: string;
  page: string;
  file: string;
  testFile: string;
  title: string;
}

const [shown = '', notShown = ''] = readFileSync('docs/neon-auth.md', 'utf8').split('\n## Not shown');
const ROWS: Row[] = [
  ...shown.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|every page) \| `([^`]+)` \| `([^`]+)`: (.+) \|$/gm),
].map(([, method = '', page = '', file = '', testFile = '', title = '']) => ({ method, page, file, testFile, title }));
const NOT_SHOWN = [...notShown.matchAll(/^\| `([^`]+)` \|/gm)].map(([, method = '']) => method);
/** What an instance has beside the methods that ask the auth server. */
const OF_THE_INSTANCE = ['handler', 'middleware'];

test('each method of the SDK is shown, or listed as not shown with the reason', () => {
  const listed = [...ROWS.map(({ method }) => method), ...NOT_SHOWN];
  expect(listed.toSorted()).toEqual([...methodsOfSdk(), ...OF_THE_INSTANCE].toSorted());
});

test('each row of the table is one that this test reads', () => {
  expect(shown.match(/^\| `/gm)).toHaveLength(ROWS.length);
});

test.each(ROWS)('$method is called where the table says, on a page that there is', ({ method, page, file }) => {
  expect(readFileSync(file, 'utf8')).toContain(`auth.${method}(`);
  if (page) expect(['page.tsx', 'route.ts'].some((name) => existsSync(`app${page}/${name}`))).toBe(true);
});

test.each(ROWS)('$method has the test that the table names', ({ testFile, title }) => {
  expect(namesTest(readFileSync(testFile, 'utf8'), title)).toBe(true);
});
