import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);

/** Returns the modules that import each module of the product. Test files don't count: a test alone keeps no module. */
export function importersOf(root: string): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const file of modulesIn(root)) {
    for (const imported of importsOf(root, file)) {
      if (!isTest(file) || imported.startsWith('tests/'))
        importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return importers;
}

/** Deletes the modules that were imported before, and that nothing imports now. */
export function deleteOrphans(root: string, before: Map<string, string[]>): void {
  for (;;) {
    const now = importersOf(root);
    const orphans = modulesIn(root).filter((file) => before.has(file) && !now.has(file));
    if (orphans.length === 0) return;
    for (const file of orphans) rmSync(path.join(root, file));
  }
}

function modulesIn(root: string): string[] {
  const folders = ['app', 'lib', 'scripts', 'tests'].filter((folder) => existsSync(path.join(root, folder)));
  const nested = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  return [...readdirSync(root), ...nested].filter((name) => /\.tsx?$/.test(name));
}

function importsOf(root: string, file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import|import\()\s*'(@\/|\.{1,2}\/)([^']+)'/g)].flatMap(([, base, name = '']) => {
    const target = base === '@/' ? name : path.posix.join(path.posix.dirname(file), base ?? '', name);
    return ['.ts', '.tsx'].map((ending) => target + ending).filter((module) => existsSync(path.join(root, module)));
  });
}
