import { execFileSync } from 'node:child_process';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { moveLegacyFolder, readCredentials } from '../data-folder';
import { connect } from './support/connect';
import { newFolder, RUN, startTestNeon } from './support/neon';
import { pollUntil, type RunningProcess, runScript, stopProcess, waitForExit } from './support/process';

const MOVED = "Moved local Neon's data from .neon to .neon-local. Neon's CLI needs the name .neon for its own file.";
const STARTING = 'Starting local Neon…';
const READY = /^Local Neon ready in \d+\.\d s · (http:\/\/127\.0\.0\.1:\d+)$/m;

/** A data folder with the table `kept` in its database. */
let used: string;
beforeAll(async () => {
  used = await newFolder();
  const neon = await startTestNeon(used);
  await connect(neon.environment.DATABASE_URL)`create table kept as select 42 as answer`;
  await neon.stop();
});
afterAll(() => rm(used, { recursive: true }));

/** A project folder: the current directory of the processes under test. */
let project: string;
let legacyFolder: string;
let folder: string;
beforeEach(async () => {
  project = await realpath(await mkdtemp(path.join(tmpdir(), 'neon-project-')));
  await symlink(path.resolve('node_modules'), path.join(project, 'node_modules'));
  legacyFolder = path.join(project, '.neon');
  folder = path.join(project, '.neon-local');
});
afterEach(() => rm(project, { recursive: true, force: true }));

/** Runs local Neon in the project, without NEON_LOCAL_DATA unless `environment` sets it. */
function runInProject(args: string[] = [], environment: Record<string, string> = {}, user: { uid?: number } = {}) {
  const variables = { NEON_LOCAL_DATA: '', NEON_LOCAL_PORT: '0', ...environment };
  return runScript([RUN, ...args], variables, { ...user, cwd: project });
}

/** Returns the lines that local Neon has printed, without the indented ones of its start message. */
const linesOf = (neon: RunningProcess) =>
  neon
    .output()
    .split('\n')
    .filter((line) => /^\S/.test(line));

/** Starts local Neon in the project, stops it when it is ready and returns the lines that it printed. */
async function startAndStop(environment: Record<string, string> = {}): Promise<string[]> {
  const neon = runInProject([], environment);
  await untilReady(neon);
  await stopProcess(neon);
  return linesOf(neon);
}

const untilReady = (neon: RunningProcess) => pollUntil(neon, () => (READY.test(neon.output()) ? true : null));

/** Creates a data folder where earlier versions did. */
const createLegacyFolder = () => cp(used, legacyFolder, { recursive: true });

test('.neon is moved to .neon-local once, with its data and file modes', async () => {
  await createLegacyFolder();
  const neon = runInProject();
  await untilReady(neon);
  const env = await readFile(path.join(folder, 'env'), 'utf8');
  const databaseUrl = /^DATABASE_URL=(.+)$/m.exec(env)?.[1] ?? '';
  expect(await connect(databaseUrl)`select answer from kept`).toEqual([{ answer: 42 }]);
  await stopProcess(neon);
  expect(linesOf(neon)).toEqual([MOVED, STARTING, expect.stringMatching(READY)]);
  expect(await readdir(project)).not.toContain('.neon');
  for (const file of ['env', 'secret']) expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600);
  expect(await startAndStop()).toEqual([STARTING, expect.stringMatching(READY)]);
});

test('a file named .neon is left alone', async () => {
  await writeFile(legacyFolder, '{"projectId":"restless-sun-1"}');
  expect(await moveLegacyFolder(legacyFolder, folder)).toBe(false);
  expect(await readFile(legacyFolder, 'utf8')).toBe('{"projectId":"restless-sun-1"}');
  expect(await readdir(project)).not.toContain('.neon-local');
});

test('.neon is left alone when .neon-local exists', async () => {
  await createLegacyFolder();
  await mkdir(folder);
  const before = await readFile(path.join(legacyFolder, 'env'), 'utf8');
  expect(await moveLegacyFolder(legacyFolder, folder)).toBe(false);
  expect(await readFile(path.join(legacyFolder, 'env'), 'utf8')).toBe(before);
  expect(await readdir(folder)).toEqual([]);
});

test.each<[string, Record<string, string>]>([
  ['without a secret', { env: 'DATABASE_URL=postgresql://neondb_owner:password@localhost:4545/neondb' }],
  ['with a secret but without an env file', { secret: 'a'.repeat(64) }],
  [
    'with an env file that does not match its secret',
    { secret: 'a'.repeat(64), env: 'DATABASE_URL=postgresql://neondb_owner:password@localhost:4545/neondb' },
  ],
])('a directory named .neon %s is left alone', async (_name, files) => {
  await mkdir(legacyFolder);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(legacyFolder, name), text);
  expect(await moveLegacyFolder(legacyFolder, folder)).toBe(false);
  expect((await readdir(legacyFolder)).toSorted()).toEqual(Object.keys(files).toSorted());
});

test('a symbolic link named .neon is left alone', async () => {
  await createLegacyFolder();
  const target = path.join(project, 'elsewhere');
  await cp(legacyFolder, target, { recursive: true });
  await rm(legacyFolder, { recursive: true });
  await symlink(target, legacyFolder);
  expect(await moveLegacyFolder(legacyFolder, folder)).toBe(false);
  expect((await lstat(legacyFolder)).isSymbolicLink()).toBe(true);
});

test('.neon is left alone when NEON_LOCAL_DATA is set', async () => {
  await createLegacyFolder();
  const other = path.join(project, 'other');
  await mkdir(other);
  const reset = runInProject(['reset'], { NEON_LOCAL_DATA: other });
  expect(await waitForExit(reset)).toBe(0);
  expect(reset.output().trim()).toBe(`Removed ${other}.`);
  expect((await readdir(project)).toSorted()).toEqual(['.neon', 'node_modules']);
});

test('local Neon does not start or reset while another process uses .neon', async () => {
  await createLegacyFolder();
  const owner = await startTestNeon(legacyFolder);
  for (const args of [[], ['reset']]) {
    const neon = runInProject(args);
    expect(await waitForExit(neon)).toBe(1);
    expect(neon.output().trim()).toBe(
      `Local Neon is already running in ${legacyFolder} (process ${owner.process.pid}). Stop it, or set NEON_LOCAL_DATA to another folder.`,
    );
  }
  expect(await connect(owner.environment.DATABASE_URL)`select answer from kept`).toEqual([{ answer: 42 }]);
  await owner.stop();
  expect((await readdir(project)).toSorted()).toEqual(['.neon', 'node_modules']);
});

test('reset removes .neon-local, and a .neon that a start would move to it', async () => {
  await createLegacyFolder();
  const reset = runInProject(['reset']);
  expect(await waitForExit(reset)).toBe(0);
  expect(reset.output().trim().split('\n')).toEqual([MOVED, `Removed ${folder}.`]);
  expect(await readdir(project)).toEqual(['node_modules']);
});

test.skipIf(process.getuid?.() !== 0)(
  '.neon stays where it is, with a one-line error, when the project is not writable',
  async () => {
    await mkdir(legacyFolder);
    await writeFile(path.join(legacyFolder, 'secret'), 'a'.repeat(64));
    const { databasePassword } = await readCredentials(legacyFolder);
    await writeFile(
      path.join(legacyFolder, 'env'),
      `DATABASE_URL=postgresql://neondb_owner:${databasePassword}@localhost:1/neondb`,
    );
    execFileSync('chown', ['-R', '65534', legacyFolder]);
    await chmod(project, 0o555);
    const neon = runInProject([], {}, { uid: 65534 });
    expect(await waitForExit(neon)).toBe(1);
    expect(neon.output().trim()).toBe(
      `${folder} is not writable. Change its permissions, or set NEON_LOCAL_DATA to another folder.`,
    );
    await chmod(project, 0o755);
    expect((await readdir(project)).toSorted()).toEqual(['.neon', 'node_modules']);
  },
);
