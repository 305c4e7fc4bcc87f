import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
  return deriveCredentials(await readFile(file, 'utf8'));
}

function deriveCredentials(secret: string): Credentials {
  const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex');
  return {
    databasePassword: derive('database password'),
    cookieSecret: derive('cookie secret'),
    authSecret: derive('auth secret'),
    databaseKey: derive('database name'),
  };
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
 * Removes the folder, and its database on a PostgreSQL server.
 * @throws StartError when local Neon is running in it, or didn't create it
 */
export async function removeDataFolder(folder: string, postgres: string | undefined): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(path.join(folder, 'secret'))) {
    throw new StartError(`${folder} is not a data folder of local Neon. Nothing was removed.`);
  }
  const lock = await openDataFolder(folder);
  if (postgres) await dropDatabase(postgres, (await readCredentials(folder)).databaseKey);
  await rm(folder, { recursive: true, force: true });
  await lock.release();
}
