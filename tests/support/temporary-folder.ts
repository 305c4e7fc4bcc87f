import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';
const NEEDED_BYTES = 4 * 1024 ** 3;

/**
 * Creates a folder for the temporary files of a run, and deletes it when the process exits. It is in memory if that is usable: a
 * database is a thousand files, which take longer to create on a disk than Postgres takes to start.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(isUsable(MEMORY) ? MEMORY : tmpdir(), 'tests-'));
  // Some tests run processes as another user.
  chmodSync(folder, 0o1777);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

/** Whether a folder has room, and programs in it can run. Docker forbids the latter in memory, and some tests need it. */
function isUsable(folder: string): boolean {
  const program = path.join(folder, `tests-${process.pid}`);
  try {
    writeFileSync(program, '', { mode: 0o755 });
    accessSync(program, constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > NEEDED_BYTES;
  } catch {
    return false;
  } finally {
    rmSync(program, { force: true });
  }
}
