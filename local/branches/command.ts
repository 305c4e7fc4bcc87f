import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { AUTH_PATH } from '../auth/paths';
import { readCredentials } from '../data-folder';
import { lockFolder } from '../postgres/folder-lock';
import { connectionString, ownerLogin } from '../sql-over-http/login';
import { StartError } from '../start-error';
import { explainFailures } from '../start-failure';
import { expectNoMore, USAGE, unknownArgument } from '../usage';
import {
  type Branch,
  checkName,
  createBranch,
  deleteBranch,
  findBranch,
  listBranches,
  MAIN,
  type Main,
  noData,
  resetBranch,
} from './branches';
import { requestBranch } from './endpoint';

/**
 * Runs `npm run neon branch` with arguments. Returns what the terminal shows.
 * @throws StartError when it can't
 */
export async function runBranchCommand(main: Omit<Main, 'pause'>, [first, ...rest]: string[]): Promise<string> {
  switch (first) {
    case 'list':
      expectNoMore(rest);
      return list(main);
    case 'reset': {
      const { name } = await findBranch(main.folder, onlyName(rest));
      const branch = await copy(main, name, 'reset');
      return `Reset branch ${branch.name}: it is a copy of ${MAIN} again, and its own changes are gone.\n${await instructions(branch)}`;
    }
    case 'delete': {
      const name = onlyName(rest);
      await deleteBranch(main, name);
      return `Deleted branch ${name}, with its data.`;
    }
    default: {
      const branch = await copy(main, onlyName(first === undefined ? [] : [first, ...rest]), 'create');
      return `Created branch ${branch.name}: a copy of ${MAIN}, with its users and sessions.\n${await instructions(branch)}`;
    }
  }
}

/** @throws StartError when the arguments aren't one allowed name */
function onlyName([name, ...rest]: string[]): string {
  if (name === undefined) throw new StartError(`The name of the branch is missing. Usage: ${USAGE}`);
  if (name.startsWith('-')) throw unknownArgument(name);
  expectNoMore(rest);
  checkName(name);
  return name;
}

/** Returns a line for main and for each branch. */
async function list({ folder }: Pick<Main, 'folder'>): Promise<string> {
  const branches = await listBranches(folder);
  const width = Math.max(...[MAIN, ...branches.map(({ name }) => name)].map((name) => name.length));
  const line = async (name: string, of: string, details: string) =>
    `${name.padEnd(width)}  ${((await runningOrigin(of)) ?? 'stopped').padEnd(24)}${details}`.trimEnd();
  const lines = branches.map(({ name, folder: of, copiedAt }) =>
    line(name, of, `copied from ${MAIN} on ${copiedAt.slice(0, 16).replace('T', ' at ')} UTC`),
  );
  return (await Promise.all([line(MAIN, folder, ''), ...lines])).join('\n');
}

/** A running local Neon must copy its database itself: it knows when nothing changes it. */
async function copy(main: Omit<Main, 'pause'>, name: string, action: 'create' | 'reset'): Promise<Branch> {
  return explainFailures(main.folder, async () => {
    if (!existsSync(main.folder)) throw noData();
    const lock = await lockFolder(main.folder);
    if (!lock.held) {
      return requestBranch(await lastOrigin(main.folder), { folder: main.folder, name, action });
    }
    const stopped: Main = { ...main, pause: (work) => work() };
    try {
      return await (action === 'create' ? createBranch(stopped, name) : resetBranch(stopped, name));
    } finally {
      await lock.release();
    }
  });
}

/** Returns where local Neon listens with this data folder, or null if it isn't running. */
async function runningOrigin(folder: string): Promise<string | null> {
  if (!existsSync(folder)) return null;
  const lock = await lockFolder(folder);
  if (!lock.held) return lastOrigin(folder);
  await lock.release();
  return null;
}

/** Returns where local Neon has listened last. */
async function lastOrigin(folder: string): Promise<string> {
  const { NEON_AUTH_BASE_URL = '' } = parseEnv(await readFile(path.join(folder, 'env'), 'utf8').catch(() => ''));
  return URL.canParse(NEON_AUTH_BASE_URL) ? new URL(NEON_AUTH_BASE_URL).origin : 'running';
}

/** Says how to use a branch. */
async function instructions({ name, folder, port }: Branch): Promise<string> {
  const credentials = await readCredentials(folder);
  const rows = [
    ['Start it', `NEON_LOCAL_BRANCH=${name} npm run dev`],
    ['DATABASE_URL', connectionString(ownerLogin(credentials), port)],
    ['NEON_AUTH_BASE_URL', `http://127.0.0.1:${port}${AUTH_PATH}`],
  ];
  return ['', ...rows.map(([label = '', value]) => `  ${label.padEnd(20)}${value}`), ''].join('\n');
}
