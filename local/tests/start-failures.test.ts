import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAuthSchema } from '../auth/schema';
import { createCluster } from '../postgres/pglite-thread';
import { RUN } from './support/neon';
import { runScript, waitForExit } from './support/process';

const isPGlite = !process.env.NEON_LOCAL_POSTGRES;
const isRoot = process.getuid?.() === 0;
/** Root can write everywhere and open every port. */
const ANOTHER_USER = isRoot ? { uid: 65534, gid: 65534 } : {};
const PORTS = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
const hasPrivilegedPorts = existsSync(PORTS) && Number(readFileSync(PORTS, 'utf8')) > 1023;

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await realpath(await mkdtemp(path.join(tmpdir(), 'neon-start-')));
  folder = path.join(parent, 'data');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Starts local Neon, which must fail. Returns its exit code and its output, without the line that it starts. */
async function start(
  options: { uid?: number; gid?: number } = {},
  { args = [] as string[], data = folder, port = '0' } = {},
): Promise<[number | null, string]> {
  const neon = runScript([RUN, ...args], { NEON_LOCAL_DATA: data, NEON_LOCAL_PORT: port }, options);
  const code = await waitForExit(neon);
  const output = neon.output().trim();
  return [code, output.replace(/^Starting local Neon…\n/, '')];
}

describe('local Neon explains in one line that its data folder', () => {
  test('is a file', async () => {
    await writeFile(folder, '');
    const message = `${folder} is a file, not a folder. Remove it, or set NEON_LOCAL_DATA to another folder.`;
    expect(await start()).toEqual([1, message]);
    expect(await start({}, { args: ['reset'] })).toEqual([1, message]);
    expect(await start({}, { data: path.join(folder, 'nested') })).toEqual([1, message]);
    expect(await readdir(parent)).toEqual(['data']);
  });

  test.skipIf(process.platform === 'win32')('is not writable', async () => {
    const message = `${folder} is not writable. Change its permissions, or set NEON_LOCAL_DATA to another folder.`;
    await chmod(parent, 0o555);
    expect(await start(ANOTHER_USER)).toEqual([1, message]);
    await chmod(parent, 0o755);
    await mkdir(folder, { mode: 0o555 });
    expect(await start(ANOTHER_USER)).toEqual([1, message]);
  });

  test.skipIf(!isRoot || !isPGlite)('contains the database of another user', async () => {
    await createCluster(path.join(folder, 'postgres'), await readAuthSchema());
    await chmod(folder, 0o777);
    await writeFile(path.join(folder, 'secret'), 'a'.repeat(64), { mode: 0o666 });
    expect(await start(ANOTHER_USER)).toEqual([
      1,
      `${folder} is not writable. Change its permissions, or set NEON_LOCAL_DATA to another folder.`,
    ]);
  });

  test.skipIf(!isPGlite)('contains the database of another version of PGlite', async () => {
    await createCluster(path.join(folder, 'postgres'), await readAuthSchema());
    await writeFile(path.join(folder, 'postgres/PG_VERSION'), '16\n');
    expect(await start()).toEqual([
      1,
      `The database in ${folder} is damaged, or another version of PGlite created it. Delete it with npm run neon reset, or set NEON_LOCAL_DATA to another folder.`,
    ]);
  });

  test.skipIf(!isRoot || !isPGlite || process.platform !== 'linux')('is on a full disk', async ({ skip }) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', parent], { stdio: 'ignore' });
    } catch {
      return skip('This container does not allow mounts.');
    }
    try {
      const message = `The disk has no space left for ${folder}. Free some space, or set NEON_LOCAL_DATA to another folder.`;
      expect(await start()).toEqual([1, message]);
      expect(await readdir(folder)).toEqual(['secret']);
      await writeFile(path.join(parent, 'other'), Buffer.alloc(16 * 1024 * 1024)).catch(() => {});
      await rm(folder, { recursive: true });
      expect(await start()).toEqual([1, message]);
    } finally {
      execFileSync('umount', [parent]);
    }
  });
});

test.skipIf(!hasPrivilegedPorts)('local Neon explains in one line that its port needs more rights', async () => {
  await chmod(parent, 0o777);
  expect(await start(ANOTHER_USER, { port: '1023' })).toEqual([
    1,
    "This user can't open port 1023. Set NEON_LOCAL_PORT to a port from 1024 to 65535.",
  ]);
});
