import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { lockFolder } from './postgres/folder-lock';
import { dropDatabase } from './postgres/postgresql-admin';
import { StartError } from './start-error';

/** Secrets that stay the same across restarts. */
export interface Credentials {
  databasePassword: string;
  cookieSecret: string;
  authSecret: string;
  /** Determines the database's name on a PostgreSQL server. */
  databaseKey: string;
}

interface HeldLock {
  release: () => Promise<void>;
}

/**
 * Creates the folder if needed and locks it.
 * @throws StartError when another process holds the lock
 */
export async function openDataFolder(folder: string): Promise<HeldLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return acquireLock(folder);
}

async function acquireLock(folder: string): Promise<HeldLock> {
  const lock = await lockFolder(folder);
  if (lock.held) return lock;
  throw new StartError(
    lock.owner
      ? `Local Neon is already running in ${lock.owner.folder} (process ${lock.owner.pid}). Stop it, or set NEON_LOCAL_DATA to another folder.`
      : `Port ${lock.port}, which locks ${folder}, is already in use. Stop the program that uses it, or set NEON_LOCAL_DATA to another folder.`,
  );
}

/** Reads the folder's secret, creating it on first use, and derives the credentials from it. */
export async function readCredentials(folder: string): Promise<Credentials> {
  const file = path.join(folder, 'secret');
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return deriveCredentials(await readFile(file, 'utf8'), (await readBranchFile(folder))?.id);
}

/** @param branch is copied with its parent's secret, but has a database of its own */
function deriveCredentials(secret: string, branch = ''): Credentials {
  const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex');
  return {
    databasePassword: derive('database password'),
    cookieSecret: derive('cookie secret'),
    authSecret: derive('auth secret'),
    databaseKey: derive(`database name${branch}`),
  };
}

/** What a branch's folder contains besides the copy of main. */
const BranchFile = z.object({ id: z.string(), port: z.int(), copiedAt: z.string() });

/** Returns the content of `branch.json` in a data folder. Null if it is no branch's. */
export async function readBranchFile(folder: string): Promise<z.infer<typeof BranchFile> | null> {
  const text = await readFile(path.join(folder, 'branch.json'), 'utf8').catch(() => null);
  return text === null ? null : BranchFile.parse(JSON.parse(text));
}

/** Returns the folder that contains the folders of main's branches. */
export function branchesFolder(folder: string): string {
  return path.join(folder, 'branches');
}

/** Writes the variables that an app needs to the folder's `env` file. */
export async function writeEnvironment(folder: string, environment: object): Promise<void> {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(folder, 'env'), lines.join(''), { mode: 0o600 });
}

/**
 * Moves a data folder that an earlier version created to `folder`, unless `folder` exists. Returns whether it did.
 * @throws StartError when local Neon is running in the legacy folder
 */
export async function moveLegacyFolder(legacyFolder: string, folder: string): Promise<boolean> {
  if (existsSync(folder) || !(await isDataFolder(legacyFolder))) return false;
  const lock = await acquireLock(legacyFolder);
  try {
    await rename(legacyFolder, folder);
  } finally {
    await lock.release();
  }
  return true;
}

/** Only local Neon can create such a folder: its `env` file contains a password derived from its `secret` file. */
async function isDataFolder(folder: string): Promise<boolean> {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  const read = (file: string) => readFile(path.join(folder, file), 'utf8').catch(() => '');
  const [secret, environment] = [await read('secret'), await read('env')];
  return secret !== '' && environment.includes(`:${deriveCredentials(secret).databasePassword}@`);
}

/**
 * Removes the folder with its branches, and their databases on a PostgreSQL server.
 * @throws StartError when local Neon is running in it, or didn't create it
 */
export async function removeDataFolder(folder: string, postgres: string | undefined): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(path.join(folder, 'secret'))) {
    throw new StartError(`${folder} is not a data folder of local Neon. Nothing was removed.`);
  }
  const lock = await openDataFolder(folder);
  try {
    for (const name of await readdir(branchesFolder(folder)).catch(() => [])) {
      await removeDataFolder(path.join(branchesFolder(folder), name), postgres);
    }
    if (postgres) await dropDatabase(postgres, (await readCredentials(folder)).databaseKey);
    await rm(folder, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}
