import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import { copyProject, git, runCommand, runProjectScript } from './product-copy';

/** What Neon offers, whether the app uses it or not: local Neon, and the documents and tests about the SDK. */
const NEONS_OWN =
  /^(local\/|tests\/contract\/|tests\/attack\/auth-api|tests\/http\/sdk|tests\/unit\/neon-auth-methods|tests\/browser\/local-neon|docs\/neon-auth\.md|scripts\/doctor|package-lock\.json)/;
/** Texts about Neon's administrators, the Neon CLI, browsers, and the method POST. */
const OTHER_USES =
  /ask an administrator|oauth-provider|google.chrome|Google\\\\Chrome|method="post"|postQuery|isFormPost/i;

const copies: string[] = [];
afterEach(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true });
});

/** Copies the project for one test. @returns the folder */
export function copy(): string {
  const folder = copyProject();
  copies.push(folder);
  return folder;
}

/** Runs `npm run setup` in a copy with options. @returns the copy */
export async function setUp(...options: string[]): Promise<string> {
  const folder = copy();
  expect(await runProjectScript(folder, 'scripts/setup.ts', '--name', 'Acme Notes', ...options)).toEqual([
    0,
    expect.stringContaining('Acme Notes is ready'),
  ]);
  return folder;
}

/** The lines of a copy's files that match, outside of what is Neon's own. */
export function linesWith(folder: string, words: RegExp): string[] {
  const files = git(folder, 'ls-files').trim().split('\n');
  return files
    .filter((file) => !NEONS_OWN.test(file) && !/\.(png|ico)$/.test(file))
    .flatMap((file) => {
      const lines = [file, ...readFileSync(path.join(folder, file), 'utf8').split('\n')];
      return lines.filter((line) => words.test(line) && !OTHER_USES.test(line)).map((line) => `${file}: ${line}`);
    });
}

/** Checks the types of a copy. */
export async function expectChecked(folder: string): Promise<void> {
  expect(await runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
}

/** The unit tests about the code and the documents. The others test functions, which a removal doesn't change. */
const ABOUT_THE_CODE = [
  ...['code-blocks', 'dependencies', 'design-tokens', 'imports', 'lockfile', 'neon-auth-methods', 'next-config'],
  ...['readme', 'security-promises', 'structure', 'voice'],
].map((name) => `tests/unit/${name}.test.ts`);

/** Runs the unit tests of a copy: those about the code, or all. */
export async function expectUnitTests(folder: string, which: 'about the code' | 'all'): Promise<void> {
  const files = which === 'all' ? [] : ABOUT_THE_CODE;
  expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit', ...files)).toEqual([0, expect.anything()]);
}
