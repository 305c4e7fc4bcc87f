import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PreparedName, packCluster, unpackCluster } from '../postgres/prepared-cluster';
import { startTestNeon } from './support/neon';

const CACHE = 'node_modules/.cache/local-neon';
const isPGlite = !process.env.NEON_LOCAL_POSTGRES;

let parent: string;
/** Stands for a cluster: a folder with a file, a folder in it and an empty folder. */
let cluster: string;
const kinds: string[] = [];
beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'prepared-'));
  cluster = path.join(parent, 'cluster');
  await mkdir(path.join(cluster, 'base/1'), { recursive: true });
  await mkdir(path.join(cluster, 'empty'));
  await writeFile(path.join(cluster, 'PG_VERSION'), '18\n');
  await writeFile(path.join(cluster, 'base/1/112'), Buffer.alloc(8_192, 7));
});
afterAll(async () => {
  await rm(parent, { recursive: true });
  for (const file of (await readdir(CACHE)).filter((name) => kinds.some((kind) => name.startsWith(kind)))) {
    await rm(path.join(CACHE, file));
  }
});

/** Returns a name that no other test uses. */
function newName(): PreparedName {
  const kind = `test${process.pid}x${kinds.length}`;
  kinds.push(kind);
  return { kind, sources: ['first', 'second'] };
}

const filesOf = async ({ kind }: PreparedName) =>
  (await readdir(CACHE)).filter((file) => file.startsWith(kind)).map((file) => path.join(CACHE, file));
const newTarget = async () => path.join(await mkdtemp(path.join(parent, 'target-')), 'cluster');

describe('a prepared cluster', () => {
  test('is unpacked with all its files and empty folders, which only their owner can read', async () => {
    const [name, target] = [newName(), await newTarget()];
    await packCluster(name, cluster);
    expect(await unpackCluster(name, target)).toBe(true);
    expect((await readdir(target, { recursive: true })).toSorted()).toEqual(
      (await readdir(cluster, { recursive: true })).toSorted(),
    );
    expect(await readFile(path.join(target, 'base/1/112'))).toEqual(Buffer.alloc(8_192, 7));
    if (process.platform === 'win32') return;
    expect((await stat(target)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(target, 'PG_VERSION'))).mode & 0o777).toBe(0o600);
  });

  test.each<[string, (content: Buffer) => Buffer]>([
    [
      'has a changed byte',
      (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([~(content.at(-1) ?? 0)])]),
    ],
    ['is cut off', (content) => content.subarray(0, -20)],
    ['is empty', () => Buffer.alloc(0)],
  ])('that %s is not used, and the next one takes its place', async (_case, damage) => {
    const [name, target] = [newName(), await newTarget()];
    await packCluster(name, cluster);
    const [file = ''] = await filesOf(name);
    await writeFile(file, damage(await readFile(file)));
    expect(await unpackCluster(name, target)).toBe(false);
    await packCluster(name, cluster);
    expect(await unpackCluster(name, target)).toBe(true);
  });

  test('is not used after a change to its sources, and is removed when there is a new one', async () => {
    const name = newName();
    const changed = { ...name, sources: ['firsts', 'econd'] };
    await packCluster(name, cluster);
    expect(await unpackCluster(changed, await newTarget())).toBe(false);
    await packCluster(changed, cluster);
    expect(await filesOf(name)).toHaveLength(1);
    expect(await unpackCluster(changed, await newTarget())).toBe(true);
  });

  test('is complete when several processes prepare and unpack it at the same time', async () => {
    const name = newName();
    await packCluster(name, cluster);
    const unpacked = Array.from({ length: 8 }, async () => {
      await packCluster(name, cluster);
      return unpackCluster(name, await newTarget());
    });
    expect(new Set(await Promise.all(unpacked))).toEqual(new Set([true]));
    expect(await filesOf(name)).toHaveLength(1);
  });
});

test.skipIf(!isPGlite)('two data folders created at the same time share no secret', async () => {
  const folders = await Promise.all([1, 2].map(() => mkdtemp(path.join(parent, 'data-'))));
  const neons = await Promise.all(folders.map((folder) => startTestNeon(folder)));
  const secrets = await Promise.all(folders.map((folder) => readFile(path.join(folder, 'secret'), 'utf8')));
  for (const neon of neons) await neon.stop();
  const environments = neons.map(({ environment }) => environment);
  expect(new Set(secrets).size).toBe(2);
  for (const name of ['DATABASE_URL', 'NEON_AUTH_COOKIE_SECRET'] as const)
    expect(new Set(environments.map((environment) => environment[name])).size).toBe(2);
});
