import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FILES = ['app', 'lib', 'local', 'scripts', 'tests']
  .flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(root, name)),
  )
  // The baselines of the benches are other apps.
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('tests/bench/baselines/'))
  .concat('proxy.ts', 'instrumentation.ts')
  .map((name) => ({ name, source: readFileSync(name, 'utf8') }));
const PRODUCT = FILES.filter(({ name }) => /^(app|lib)\//.test(name));

function lines({ source }: { source: string }): number {
  return source.trimEnd().split('\n').length;
}

/** The folders in lib/ that each folder in lib/ imports, including for types. */
function libImports(): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  for (const { name, source } of PRODUCT.filter((file) => file.name.startsWith('lib/'))) {
    const folder = path.posix.dirname(name);
    const targets = imports.get(folder) ?? new Set();
    for (const [, imported = ''] of source.matchAll(/from '(\.[^']+)'/g)) {
      const target = path.posix.dirname(path.posix.join(folder, imported));
      if (target !== folder) targets.add(target);
    }
    imports.set(folder, targets);
  }
  return imports;
}

/** Returns a path of imports from a folder back to itself. */
function cycleFrom(imports: Map<string, Set<string>>, trail: string[]): string[] | null {
  for (const target of imports.get(trail.at(-1) ?? '') ?? []) {
    if (target === trail[0]) return [...trail, target];
    const cycle = trail.includes(target) ? null : cycleFrom(imports, [...trail, target]);
    if (cycle) return cycle;
  }
  return null;
}

test('no folders in lib/ import each other in a cycle', () => {
  const imports = libImports();
  expect([...imports.keys()].flatMap((folder) => cycleFrom(imports, [folder])?.join(' -> ') ?? [])).toEqual([]);
});

test('lib/ has five files at its root', () => {
  const root = PRODUCT.map(({ name }) => name).filter((name) => /^lib\/[^/]+$/.test(name));
  expect(root.toSorted()).toEqual(['lib/env.ts', 'lib/limits.ts', 'lib/log.ts', 'lib/site.ts', 'lib/utils.ts']);
});

test('files in app/ and lib/ stay small', () => {
  const sizes = PRODUCT.map(lines).toSorted((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(45);
  const long = PRODUCT.filter((file) => lines(file) > 150).map(({ name }) => name);
  // A schema grows with its tables.
  expect(long.filter((name) => name !== 'lib/db/schema.ts')).toEqual([]);
});

test('proxy.ts has at most 90 lines', () => {
  expect(FILES.filter((file) => file.name === 'proxy.ts').map(lines)).toEqual([expect.toSatisfy((n) => n <= 90)]);
});

test('only these files import the SDK, so that it can be replaced in a line of each', () => {
  const importing = FILES.filter(({ source }) =>
    /from '@neondatabase\/auth\b|import\('@neondatabase\/auth\b/.test(source),
  );
  expect(importing.map(({ name }) => name)).toEqual([
    'lib/auth/client.ts',
    'lib/auth/server.ts',
    'local/tests/support/visitor.ts',
  ]);
});

test('every fault of the SDK that the app absorbs says how to tell that it is gone', () => {
  const workarounds = PRODUCT.filter(
    ({ name, source }) => name.startsWith('lib/auth/sdk/') && /Faults?:|Faults, /.test(source),
  );
  expect(workarounds.length).toBeGreaterThanOrEqual(6);
  for (const { name, source } of workarounds)
    expect([name, /when |Remove this when /.test(source)]).toEqual([name, true]);
});

test('no type is any', () => {
  const found = FILES.filter(({ name }) => !name.startsWith('tests/')).filter(({ source }) =>
    /(: |<|\bas )any\b/.test(source),
  );
  expect(found.map(({ name }) => name)).toEqual([]);
});

test('a component that reads the query is rendered inside a Suspense boundary, which prerendering needs', () => {
  const readers = PRODUCT.filter(({ source }) => /import .*\buseSearchParams\b/.test(source)).map(
    ({ source }) => /export function (\w+)/.exec(source)?.[1],
  );
  expect(readers).toEqual(['Notice']);
  const uses = PRODUCT.flatMap(({ source }) =>
    [...source.matchAll(/(\S+>)\s*<Notice \/>/g)].map(([, before]) => before),
  );
  expect(uses).toEqual(['fallback={null}>']);
});
