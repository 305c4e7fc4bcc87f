import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { apply, stepsOf } from '../support/adopter-page';
import { setUp } from '../support/product';
import { copyProject, runCommand } from '../support/product-copy';

const copies: string[] = [];
afterEach(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true });
});

function copy(): string {
  const folder = copyProject();
  copies.push(folder);
  return folder;
}

/** Does every step of a page in a copy of the project. It runs only `npm run db:generate` and what Git does. @returns the copy */
async function follow(page: string, folder = copy()): Promise<string> {
  for (const step of stepsOf(path.join(folder, page))) {
    const [, name] = /npm run db:generate -- --name (\w+)/.exec(step.code) ?? [];
    if (step.language !== 'sh') apply(folder, step);
    else if (step.code.startsWith('git ')) execFileSync('bash', ['-euo', 'pipefail', '-c', step.code], { cwd: folder });
    else if (name)
      expect(await runCommand(folder, 'drizzle-kit', 'generate', '--name', name)).toEqual([0, expect.anything()]);
  }
  return folder;
}

/** Checks a copy as `npm run check` does, and runs its integration tests that match. */
async function expectWorking(folder: string, ...tests: string[]): Promise<void> {
  expect(await runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
  expect(await runCommand(folder, 'biome', 'check')).toEqual([0, expect.stringContaining('No fixes applied')]);
  const rules = ['imports', 'structure', 'voice', 'account-deletion'].map((name) => `tests/unit/${name}.test.ts`);
  expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit', ...rules)).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'vitest', 'run', '--project', 'integration', ...tests)).toEqual([
    0,
    expect.anything(),
  ]);
}

test('docs/add-a-table.md adds a table with its policy, page, form, API and tests', async () => {
  const folder = await follow('docs/add-a-table.md');
  await expectWorking(folder, 'tests/integration/tasks.test.ts', 'tests/integration/tables.test.ts');
  expect(await runCommand(folder, 'drizzle-kit', 'generate')).toEqual([
    0,
    expect.stringContaining('No schema changes'),
  ]);
});

test('docs/add-a-table.md adds a table in a product without posts, too', async () => {
  const folder = await follow('docs/add-a-table.md', await setUp('--remove', 'posts'));
  await expectWorking(folder, 'tests/integration/tasks.test.ts', 'tests/integration/tables.test.ts');
});

test('docs/add-comments.md adds rows that others read, on the page of a post', async () => {
  const folder = await follow('docs/add-comments.md');
  await expectWorking(folder, 'tests/integration/comments.test.ts', 'tests/integration/tables.test.ts');
  expect(await runCommand(folder, 'drizzle-kit', 'generate')).toEqual([
    0,
    expect.stringContaining('No schema changes'),
  ]);
});

test('docs/add-a-setting.md adds a setting to the account page', async () => {
  await expectWorking(
    await follow('docs/add-a-setting.md'),
    'tests/integration/settings.test.ts',
    'tests/integration/tables.test.ts',
  );
});

test('docs/interactive-transactions.md adds transactions over WebSocket in one file', async () => {
  await expectWorking(await follow('docs/interactive-transactions.md'), 'tests/integration/interactive.test.ts');
});

test('docs/add-a-provider.md adds a provider in two lines', async () => {
  await expectWorking(await follow('docs/add-a-provider.md'), 'tests/integration/provider.test.ts');
});

test('docs/another-content-type.md makes notes of posts, with another column', async () => {
  const folder = await follow('docs/another-content-type.md');
  expect(await runCommand(folder, 'biome', 'check', '--write')).toEqual([0, expect.anything()]);
  await expectWorking(folder, 'tests/integration/notes', 'tests/integration/as-user.test.ts');
  // Requests keep their method.
  const forms = await readFile(path.join(folder, 'app/_components/sign-out-button.tsx'), 'utf8');
  expect(forms).toContain('method="post"');
  // The documents name files and tests, and the page adds to one.
  const documents = ['agents', 'notes-json', 'readme', 'security-promises'].map((name) => `tests/unit/${name}.test.ts`);
  expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit', ...documents)).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'drizzle-kit', 'generate')).toEqual([
    0,
    expect.stringContaining('No schema changes'),
  ]);
});

test('docs/upgrade.md renames the SDK in its imports', async () => {
  const folder = await follow('docs/upgrade.md');
  // The installed package, under its new name.
  const packages = path.join(folder, 'node_modules');
  rmSync(packages);
  mkdirSync(path.join(packages, '@neon'), { recursive: true });
  for (const name of readdirSync('node_modules'))
    symlinkSync(path.resolve('node_modules', name), path.join(packages, name));
  symlinkSync(path.resolve('node_modules/@neondatabase/auth'), path.join(packages, '@neon/auth'));
  expect(await runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
});
