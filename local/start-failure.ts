import { constants, existsSync, statSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from './start-error';

/** In bytes. Postgres writes its log in files of 16 MB, and removes one that it can't complete. */
const MIN_FREE_SPACE = 32 * 1024 * 1024;

/** Runs `work`, which uses the data folder. @throws StartError when the folder is the reason that it fails */
export async function explainFailures<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await explainFailure(error, folder);
  }
}

/** Returns a StartError that says what is wrong with the data folder, or the error itself when nothing is. */
export async function explainFailure(error: unknown, folder: string): Promise<Error> {
  if (error instanceof StartError) return error;
  const reason = await reasonFor(error, folder);
  if (reason) return new StartError(`${reason}, or set NEON_LOCAL_DATA to another folder.`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

/** PGlite's errors don't say why the files can't be used, so this looks at the files. */
async function reasonFor(error: unknown, folder: string): Promise<string | null> {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const file = fileOnPath(folder);
  if (file) return `${file} is a file, not a folder. Remove it`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(String(code)) || !(await isWritable(folder))) {
    return `${folder} is not writable. Change its permissions`;
  }
  if (['ENOSPC', 'EDQUOT'].includes(String(code)) || (await freeSpace(folder)) < MIN_FREE_SPACE) {
    return `The disk has no space left for ${folder}. Free some space`;
  }
  return null;
}

/** Returns the part of the path that is a file. */
function fileOnPath(folder: string): string | null {
  let part = folder;
  while (!existsSync(part) && part !== path.dirname(part)) part = path.dirname(part);
  return statSync(part, { throwIfNoEntry: false })?.isFile() ? part : null;
}

async function isWritable(folder: string): Promise<boolean> {
  const used = ['', 'secret', 'postgres', 'postgres/PG_VERSION'].map((name) => path.join(folder, name));
  const checks = used
    .filter((name) => existsSync(name))
    .map((name) =>
      access(name, constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      ),
    );
  return (await Promise.all(checks)).every(Boolean);
}

async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Infinity, bsize: 1 }));
  return bavail * bsize;
}
