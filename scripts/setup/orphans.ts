import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the modules that another one imports, or that an npm script runs. A test keeps only its own helpers, not the module
 * that it tests.
 */
export function importedModules(root: string): Set<string> {
  const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);
  const imported = modulesIn(root).flatMap((file) =>
    importsOf(root, file).filter((module) => !isTest(file) || module.startsWith('tests/')),
  );
  const run = readFileSync(path.join(root, 'package.json'), 'utf8').match(/\w+\/[\w/-]+\.ts\b/g);
  return new Set([...imported, ...(run ?? [])]);
}

/** Deletes the modules that were imported before, and that nothing imports now. */
export function deleteOrphans(root: string, before: Set<string>): void {
  for (;;) {
    const now = importedModules(root);
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
