import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { namesTest } from '../support/named-tests';

const SDK = 'node_modules/@neondatabase/auth/dist';

/** Lists the methods of an SDK instance, from the SDK's table of endpoints. */
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

const [documented = '', undocumented = ''] = readFileSync('docs/neon-auth.md', 'utf8').split('\n## Not shown');
const ROWS: Row[] = [
  ...documented.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|every page) \| `([^`]+)` \| `([^`]+)`: (.+) \|$/gm),
].map(([, method = '', page = '', file = '', testFile = '', title = '']) => ({ method, page, file, testFile, title }));
const UNDOCUMENTED = [...undocumented.matchAll(/^\| `([^`]+)` \|/gm)].map(([, method = '']) => method);
/** Members of an instance that do not call an endpoint. */
const WITHOUT_ENDPOINT = ['handler', 'middleware'];

test('every SDK method is documented, or listed as not shown with a reason, alone or as a group such as `admin.*`', () => {
  const listed = [...ROWS.map(({ method }) => method), ...UNDOCUMENTED];
  const groups = listed.filter((name) => name.endsWith('.*'));
  const methods = [...methodsOfSdk(), ...WITHOUT_ENDPOINT].map(
    (method) => groups.find((group) => method.startsWith(group.slice(0, -1))) ?? method,
  );
  expect(listed.toSorted()).toEqual([...new Set(methods)].toSorted());
});

test('every row of the table is parsed by this test', () => {
  expect(documented.match(/^\| `/gm)).toHaveLength(ROWS.length);
});

test.each(ROWS)('$method is called in the listed file, and the listed page exists', ({ method, page, file }) => {
  expect(readFileSync(file, 'utf8')).toContain(`auth.${method}(`);
  if (page) expect(['page.tsx', 'route.ts'].some((name) => existsSync(`app${page}/${name}`))).toBe(true);
});

test.each(ROWS)('$method has the listed test', ({ testFile, title }) => {
  expect(namesTest(readFileSync(testFile, 'utf8'), title)).toBe(true);
});
