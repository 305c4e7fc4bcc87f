import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { apply, stepsOf } from '../support/adopter-page';
import { copyProject, runCommand } from '../support/product-copy';

const copies: string[] = [];
afterEach(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true });
});

/** Does every step of a page in a copy of the project. `npm run db:generate` is the only command. @returns the copy */
function follow(page: string): string {
  const folder = copyProject();
  copies.push(folder);
  for (const step of stepsOf(page)) {
    const [, name] = /npm run db:generate -- --name (\w+)/.exec(step.code) ?? [];
    if (step.language !== 'sh') apply(folder, step);
    else if (name)
      expect(runCommand(folder, 'drizzle-kit', 'generate', '--name', name)).toEqual([0, expect.anything()]);
  }
  return folder;
}

/** Checks a copy as `npm run check` does, and runs its integration tests that match. */
function expectWorking(folder: string, ...tests: string[]): void {
  expect(runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
  expect(runCommand(folder, 'biome', 'check')).toEqual([0, expect.stringContaining('No fixes applied')]);
  const rules = ['imports', 'structure', 'parsers', 'voice'].map((name) => `tests/unit/${name}.test.ts`);
  expect(runCommand(folder, 'vitest', 'run', '--project', 'unit', ...rules)).toEqual([0, expect.anything()]);
  expect(runCommand(folder, 'vitest', 'run', '--project', 'integration', ...tests)).toEqual([0, expect.anything()]);
}

test('docs/add-a-table.md adds a table with its policy, page, form, API and tests', () => {
  const folder = follow('docs/add-a-table.md');
  expectWorking(folder, 'tests/integration/tasks.test.ts', 'tests/integration/tables.test.ts');
  expect(runCommand(folder, 'drizzle-kit', 'generate')).toEqual([0, expect.stringContaining('No schema changes')]);
});

test('docs/add-a-setting.md adds a setting to the account page', () => {
  expectWorking(
    follow('docs/add-a-setting.md'),
    'tests/integration/settings.test.ts',
    'tests/integration/tables.test.ts',
  );
});

test('docs/interactive-transactions.md adds transactions over WebSocket in one file', () => {
  expectWorking(follow('docs/interactive-transactions.md'), 'tests/integration/interactive.test.ts');
});

test('docs/add-a-provider.md adds a provider in two lines', () => {
  expectWorking(follow('docs/add-a-provider.md'), 'tests/integration/provider.test.ts');
});

test('docs/upgrade.md renames the SDK in three imports', () => {
  const folder = follow('docs/upgrade.md');
  // The package that is installed, under its new name.
  const file = path.join(folder, 'tsconfig.json');
  const paths = '"paths": { "@neon/auth/*": ["./node_modules/@neondatabase/auth/*"], ';
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"paths": \{\s*/, paths));
  expect(runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
});
