import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pollUntil, runScript, stopProcess, waitForExit } from '../support/neon';

/** Each part means something else in a URL, a glob or a shell. Windows allows all of it. */
const NAME = "my app (1) [x] {y} %20 %zz # & + ' $HOME ü 日本";

let parent: string;
let project: string;
beforeAll(async () => {
  parent = await realpath(await mkdtemp(path.join(tmpdir(), 'project-path-')));
  project = path.join(parent, NAME);
  await mkdir(project);
  for (const name of ['drizzle', 'lib', 'local', 'scripts', 'package.json', 'tsconfig.json']) {
    await cp(name, path.join(project, name), { recursive: true });
  }
  // Its own folder, so that it has no prepared cluster and local Neon must create one.
  await mkdir(path.join(project, 'node_modules'));
  for (const name of (await readdir('node_modules')).filter((entry) => entry !== '.cache')) {
    await symlink(path.resolve('node_modules', name), path.join(project, 'node_modules', name));
  }
});
afterAll(() => rm(parent, { recursive: true }));

/** Runs a file of the copied project, as npm does. */
function run(args: string[], port = '0') {
  return runScript(args, { NEON_LOCAL_DATA: '', NEON_LOCAL_PORT: port }, { cwd: project });
}

test('a project folder can have any name: local Neon creates its database, migrations and sample posts', async () => {
  const neon = run(['local/run.ts']);
  await pollUntil(neon, () => (neon.output().includes('Local Neon ready') ? true : null));
  for (const [script, output] of [
    ['migrate', /^Applied \d+ migrations/],
    ['seed', /^Created \d+ sample posts/],
  ] as const) {
    const command = run([`scripts/${script}.ts`]);
    expect([await waitForExit(command), command.output()]).toEqual([0, expect.stringMatching(output)]);
  }
  await stopProcess(neon);
  if (process.env.NEON_LOCAL_POSTGRES) return;
  expect(await readdir(path.join(project, 'node_modules/.cache/local-neon'))).toHaveLength(1);
});

test('a project folder can have any name: local Neon starts a command, which ends with it', async () => {
  const runner = run(['scripts/dev.ts', 'node', '-e', 'setTimeout(() => console.log("ran"), 100)']);
  expect(await waitForExit(runner)).toBe(0);
  expect(runner.output()).toContain('ran');
  const reset = run(['local/run.ts', 'reset']);
  expect([await waitForExit(reset), reset.output().trim()]).toEqual([
    0,
    `Removed ${path.join(project, '.neon-local')}.`,
  ]);
});
