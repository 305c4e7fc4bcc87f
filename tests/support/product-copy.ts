import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './neon';

const BIN = {
  biome: '@biomejs/biome/bin/biome',
  'drizzle-kit': 'drizzle-kit/bin.cjs',
  next: 'next/dist/bin/next',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};
/** Git refuses to commit without an author. */
const AUTHOR = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Copies the project, as its next commit would have it, into a new repository with a commit. Shares the packages. */
export function copyProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'product-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  for (const file of files.split('\n').filter((name) => name && existsSync(name)))
    cpSync(file, path.join(folder, file));
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  git(folder, 'init', '--quiet');
  // The project's own rule ignores only a folder, and this is a link.
  writeFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'Copy');
  return folder;
}

/** Runs git in a folder. @returns its output */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...AUTHOR } });
}

/** Runs a package's command in a folder. @returns its exit code and output */
export function runCommand(folder: string, command: keyof typeof BIN, ...args: string[]) {
  return run(folder, path.join('node_modules', BIN[command]), ...args);
}

/** Runs a script of the folder. @returns its exit code and output */
export function runProjectScript(folder: string, script: string, ...args: string[]) {
  return run(folder, '--import', 'tsx', script, ...args);
}

async function run(folder: string, ...args: string[]): Promise<[number | null, string]> {
  const child = runNode(args, { ...AUTHOR, NO_COLOR: '1', FORCE_COLOR: '0' }, { cwd: folder });
  const [code]: (number | null)[] = await once(child, 'close');
  return [code ?? null, child.output().trim()];
}
