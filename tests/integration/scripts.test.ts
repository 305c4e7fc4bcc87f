import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { USAGE as NEON_USAGE } from '../../local/usage';
import { runScript, waitForExit } from '../support/neon';

/** A folder without data of local Neon, so that no script finds a database. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scripts-'));
  await symlink(process.cwd(), path.join(folder, 'current'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a script to its end. Returns its exit code and its output. */
async function run(...args: string[]): Promise<[number | null, string]> {
  const script = runScript(args, { NEON_LOCAL_DATA: path.join(folder, 'data') });
  const code = await waitForExit(script);
  return [code, script.output().trim()];
}

describe('a script', () => {
  test.each([
    ['migrate.ts', []],
    ['seed.ts', []],
    ['studio.ts', []],
    ['admin.ts', ['ada@example.com']],
    ['migrate', []],
  ])('runs when it is started through a symbolic link: %s', async (script, args) => {
    expect(await run(path.join(folder, 'current/scripts', script), ...args)).toEqual([
      1,
      'DATABASE_URL is not set. Start local Neon: npm run neon, or npm run dev with the app. To use Neon: npm run setup -- neon',
    ]);
  });

  test('runs when it is started without its extension', async () => {
    expect(await run('scripts/migrate')).toEqual([1, expect.stringContaining('DATABASE_URL is not set.')]);
  });

  test('does not run when it is imported', async () => {
    expect(await run('-e', "import('./scripts/migrate.ts').then(() => console.log('imported'))")).toEqual([
      0,
      'imported',
    ]);
  });
});

describe('a script whose database does not respond', () => {
  const SCRIPTS = ['scripts/migrate.ts', 'scripts/seed.ts'];

  test.each(SCRIPTS)('says that local Neon is not running, and how to start it: %s', async (name) => {
    const data = path.join(folder, 'stopped');
    await mkdir(data, { recursive: true });
    await writeFile(path.join(data, 'env'), 'DATABASE_URL=postgresql://owner:secret@localhost:2/neondb\n');
    const script = runScript([name], { NEON_LOCAL_DATA: data });
    expect([await waitForExit(script), script.output().trim()]).toEqual([
      1,
      "Local Neon isn't running at localhost:2. Start it: npm run neon",
    ]);
  });

  test.each([...SCRIPTS, 'scripts/vercel-migrate.ts'])('names a remote host: %s', async (name) => {
    const script = runScript([name], { DATABASE_URL: 'postgresql://owner:secret@ep-a.invalid/neondb' });
    expect([await waitForExit(script), script.output().trim()]).toEqual([
      1,
      'The database at ep-a.invalid is unreachable: the host name was not found. Check the set-up: npm run doctor',
    ]);
  });
});

test('--help prints how to start a script, and runs nothing', async () => {
  for (const [script = '', usage] of [
    ['scripts/migrate.ts', 'npm run db:migrate'],
    ['scripts/doctor.ts', 'npm run doctor -- [--session] [--json]'],
    ['scripts/setup.ts', 'npm run setup -- [--name NAME]'],
    ['local/run.ts', 'npm run neon [reset'],
  ])
    expect(await run(script, '--help')).toEqual([0, expect.stringContaining(`Usage: ${usage}`)]);
});

describe('an unknown argument', () => {
  test.each([
    [['scripts/migrate.ts', '--force'], '--force', 'npm run db:migrate'],
    [['scripts/seed.ts', 'twice'], 'twice', 'npm run db:seed'],
    [['scripts/studio.ts', '4983'], '4983', 'npm run db:studio'],
    [['scripts/admin.ts', 'a@example.com', 'b@example.com'], 'b@example.com', 'npm run admin ada@example.com'],
    [['scripts/dev.ts', 'start'], 'start', 'npm run dev'],
    [['local/run.ts', 'rest'], 'rest', NEON_USAGE],
    [['local/run.ts', '--rest'], '--rest', NEON_USAGE],
    [['local/run.ts', 'reset', 'now'], 'now', NEON_USAGE],
    [['tests/run.ts', 'unit'], 'unit', 'npm test'],
  ])('is named, and nothing runs: %j', async (args, argument, usage) => {
    expect(await run(...args)).toEqual([1, `Unknown argument: ${argument}. Usage: ${usage}`]);
  });

  test('is not the -- that pnpm passes on', async () => {
    expect(await run('scripts/migrate.ts', '--')).toEqual([1, expect.stringContaining('DATABASE_URL is not set.')]);
    expect(await run('local/run.ts', '--', 'reset')).toEqual([0, `Removed ${path.join(folder, 'data')}.`]);
  });
});
