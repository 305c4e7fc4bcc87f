import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { branchesFolder, openDataFolder, readBranchFile, readCredentials, removeDataFolder } from '../data-folder';
import { copyDatabase, dropDatabase } from '../postgres/postgresql-admin';
import { StartError } from '../start-error';

/** The name of what branches are copies of. */
export const MAIN = 'main';

/** Neon allows more, but a name is also the name of a folder, on every platform. */
const NAME = /^[a-z\d]([a-z\d._-]{0,61}[a-z\d])?$/;
const RESERVED = [MAIN, 'create', 'list', 'delete', 'reset'];

export const Branch = z.object({
  name: z.string(),
  folder: z.string(),
  /** The port on which it listens by default. */
  port: z.int(),
  /** When it was copied from main, in ISO 8601. */
  copiedAt: z.string(),
});
export type Branch = z.infer<typeof Branch>;

/** The data folder that branches are copies of. */
export interface Main {
  folder: string;
  /** A PostgreSQL server that is used instead of PGlite, as its superuser. */
  postgres: string | undefined;
  /** Runs `work` while nothing changes the database. */
  pause<T>(work: () => Promise<T>): Promise<T>;
}

/** @throws StartError when the name isn't allowed */
export function checkName(name: string): void {
  if (NAME.test(name) && !RESERVED.includes(name)) return;
  throw new StartError(
    `${name} can't be the name of a branch. Use up to 63 lowercase letters, digits, hyphens, underscores and periods, with a letter or digit first and last. Reserved: ${RESERVED.join(', ')}.`,
  );
}

/** The error when there is nothing to copy. */
export function noData(): StartError {
  return new StartError('Local Neon has no data yet. Start it once with npm run dev, then create the branch.');
}

/** Returns the branches by name. */
export async function listBranches(folder: string): Promise<Branch[]> {
  const names = (await readdir(branchesFolder(folder)).catch(() => [])).filter((name) => NAME.test(name)).toSorted();
  const found = await Promise.all(names.map((name) => readBranch(folder, name)));
  return found.filter((branch) => branch !== null);
}

/** @throws StartError when the name isn't allowed, or no branch has it */
export async function findBranch(folder: string, name: string): Promise<Branch> {
  checkName(name);
  const branch = await readBranch(folder, name);
  if (branch) return branch;
  throw new StartError(`Branch ${name} not found. Create it with npm run neon branch ${name}.`);
}

/**
 * Copies main to a new branch: the database with its users and sessions, and the secret, so that passwords, sessions and JWT
 * keys are valid in the copy.
 * @throws StartError when the name isn't allowed or exists, or main has no data
 */
export async function createBranch(main: Main, name: string): Promise<Branch> {
  checkName(name);
  const branches = await listBranches(main.folder);
  if (branches.some((branch) => branch.name === name)) {
    throw new StartError(`Branch ${name} already exists. To copy main again, use npm run neon branch reset ${name}.`);
  }
  const ports = branches.map(({ port }) => port);
  let port = FIRST_PORT;
  while (ports.includes(port)) port += 1;
  const unfinished = await copyMain(main, name, port);
  await rename(unfinished, folderOf(main.folder, name));
  return findBranch(main.folder, name);
}

/**
 * Copies main to a branch again. The branch keeps its port.
 * @throws StartError when the branch doesn't exist or is running, or main has no data
 */
export async function resetBranch(main: Main, name: string): Promise<Branch> {
  const { port } = await findBranch(main.folder, name);
  const folder = folderOf(main.folder, name);
  const lock = await lockBranch(folder, name);
  try {
    const unfinished = await copyMain(main, name, port);
    if (main.postgres) await dropDatabase(main.postgres, (await readCredentials(folder)).databaseKey);
    await rm(folder, { recursive: true });
    await rename(unfinished, folder);
  } finally {
    await lock.release();
  }
  return findBranch(main.folder, name);
}

/** @throws StartError when the branch doesn't exist or is running */
export async function deleteBranch({ folder, postgres }: Omit<Main, 'pause'>, name: string): Promise<void> {
  await findBranch(folder, name);
  await (await lockBranch(folderOf(folder, name), name)).release();
  await removeDataFolder(folderOf(folder, name), postgres);
}

const FIRST_PORT = 4546;

function folderOf(mainFolder: string, name: string): string {
  return path.join(branchesFolder(mainFolder), name);
}

async function readBranch(mainFolder: string, name: string): Promise<Branch | null> {
  const folder = folderOf(mainFolder, name);
  const file = await readBranchFile(folder);
  return file && { name, folder, port: file.port, copiedAt: file.copiedAt };
}

async function lockBranch(folder: string, name: string): Promise<{ release: () => Promise<void> }> {
  return openDataFolder(folder).catch((error: unknown) => {
    throw error instanceof StartError ? new StartError(`Branch ${name} is running. Stop it first.`) : error;
  });
}

/** Copies main to a folder with a temporary name, which no branch can have, so that an interrupted copy is no branch. */
async function copyMain({ folder, postgres, pause }: Main, name: string, port: number): Promise<string> {
  const database = path.join(folder, 'postgres');
  if (!existsSync(path.join(folder, 'secret')) || !(postgres || existsSync(database))) {
    throw noData();
  }
  const unfinished = path.join(branchesFolder(folder), `.${name}.unfinished`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeFile(path.join(unfinished, 'secret'), await readFile(path.join(folder, 'secret')), { mode: 0o600 });
  const file = { id: randomUUID(), port, copiedAt: new Date().toISOString() };
  await writeFile(path.join(unfinished, 'branch.json'), JSON.stringify(file));
  await pause(async () => {
    if (!postgres) return cp(database, path.join(unfinished, 'postgres'), { recursive: true });
    const [from, to] = [await readCredentials(folder), await readCredentials(unfinished)];
    await copyDatabase(postgres, from.databaseKey, to.databaseKey);
  });
  return unfinished;
}
