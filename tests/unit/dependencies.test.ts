import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';

interface Manifest {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
const { scripts, dependencies, devDependencies, overrides, allowScripts }: Manifest = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

/** What runs in production: `npm start` and the scripts. */
const FILES = ['app', 'lib', 'scripts']
  .flatMap(filesIn)
  .filter((name) => /\.tsx?$/.test(name))
  .concat('proxy.ts', 'instrumentation.ts', 'next.config.ts');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
}

function packagesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8').replace(/^import type .*$/gm, '');
  return [...source.matchAll(/(?<!\.)(?:from|import) ?\(?'((?:@[\w-]+\/)?[\w-]+[^']*)'/g)]
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
}

test('every package that production imports is a dependency, so that npm ci --omit=dev installs it', () => {
  const imported = FILES.flatMap((file) => packagesIn(file).map((name) => `${file}: ${name}`));
  expect(imported.length).toBeGreaterThan(100);
  expect(imported.filter((line) => !((line.split(': ')[1] ?? '') in dependencies))).toEqual([]);
});

test('the commands for a deployed database preload only dependencies', () => {
  for (const name of ['db:migrate', 'db:seed', 'admin', 'doctor']) {
    const [, preloaded = ''] = /^node --import (\S+) scripts\/\w+\.ts$/.exec(scripts[name] ?? '') ?? [];
    expect([name, preloaded in dependencies]).toEqual([name, true]);
  }
});

test('local/package.json lists the packages that local Neon imports, in the versions that are installed', () => {
  const { dependencies: own }: Manifest = JSON.parse(readFileSync('local/package.json', 'utf8'));
  const imported = filesIn('local')
    .filter((name) => /\.(ts|mjs)$/.test(name) && !/^local.(tests\b|vitest)/.test(name))
    .flatMap(packagesIn);

  expect(Object.keys(own).toSorted()).toEqual([...new Set(imported)].toSorted());
  expect({ ...dependencies, ...devDependencies }).toMatchObject(own);
});

test("pnpm gets npm's overrides and install scripts", () => {
  const lines = (section: object) =>
    Object.entries(section).map(([name, value]) => `  ${quoted(name)}: ${quoted(value)}`);
  const quoted = (value: unknown) => (/^\w+$/.test(String(value)) ? String(value) : `'${value}'`);
  const expected = ['overrides:', ...lines(overrides), 'allowBuilds:', ...lines(allowScripts)];
  const actual = readFileSync('pnpm-workspace.yaml', 'utf8').split('\n');
  expect(actual.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(expected);
});
