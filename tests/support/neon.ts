import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { connect } from '../../lib/db/connection';
import { packCluster, unpackCluster } from '../../local/postgres/prepared-cluster';
import { migrate } from '../../scripts/migrate';
import { hashFiles } from './hash-files';

const Environment = z.object({
  DATABASE_URL: z.string(),
  NEON_AUTH_BASE_URL: z.string(),
  NEON_AUTH_COOKIE_SECRET: z.string(),
});
export type Environment = z.infer<typeof Environment>;

export interface TestNeon {
  environment: Environment;
  /** The connection string of its port for the Postgres protocol. */
  postgresUrl: string;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  folder: string;
  process: ChildProcess;
  /** Stops the process. Removes the data folder, unless the caller passed one. */
  stop(): Promise<void>;
}

/** Also in the file `env`. */
const PostgresPort = z.object({ NEON_LOCAL_PG_URL: z.string() });

/** What determines the database of a new folder. */
const SOURCES = ['local', 'drizzle', 'scripts', 'lib/db', 'package-lock.json'];

/**
 * Creates a data folder for local Neon, with the app's tables and no rows. The first call after a change to its sources
 * creates the database, and later calls unpack a copy. With a PostgreSQL server, the folder is empty.
 */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'neon-test-'));
  if (process.env.NEON_LOCAL_POSTGRES) return folder;
  const cluster = path.join(folder, 'postgres');
  const name = { kind: 'migrated', sources: [hashFiles(SOURCES)] };
  if (await unpackCluster(name, cluster)) return folder;
  const neon = await startTestNeon(folder);
  await migrate(neon.environment.DATABASE_URL);
  await neon.stop();
  await packCluster(name, cluster);
  for (const file of ['env', 'secret']) await rm(path.join(folder, file));
  return folder;
}

/** Drops the app's tables and the record of its migrations. */
export async function dropMigrations(sql: ReturnType<typeof connect>): Promise<void> {
  await sql.transaction([
    sql`drop schema public cascade`,
    sql`create schema public`,
    sql`drop schema if exists drizzle cascade`,
  ]);
}

/** Starts a local Neon on a free port. @param folder its data folder; default: a new one */
export async function startTestNeon(folder?: string): Promise<TestNeon> {
  const data = folder ?? (await newFolder());
  await rm(path.join(data, 'env'), { force: true });
  const neon = runScript(['local/run.ts'], {
    ...{ NEON_LOCAL_DATA: data, NEON_LOCAL_PORT: '0', NEON_LOCAL_PG_PORT: '0' },
  });
  const { NEON_LOCAL_PG_URL, ...environment } = await pollUntil(neon, () => readEnvironment(path.join(data, 'env')));
  return {
    environment,
    postgresUrl: NEON_LOCAL_PG_URL,
    origin: new URL(environment.NEON_AUTH_BASE_URL).origin,
    folder: data,
    process: neon,
    stop: async () => {
      await stopProcess(neon);
      if (!folder) await rm(data, { recursive: true, force: true });
    },
  };
}

export type RunningProcess = ChildProcess & { output: () => string };

/** How to run a process. `cwd` is a folder in which tsx is installed; default: the repository. */
interface ProcessOptions {
  cwd?: string;
  uid?: number;
  gid?: number;
}

/** Runs a script of this repository with tsx. */
export function runScript(
  args: string[],
  environment: Record<string, string>,
  options?: ProcessOptions,
): RunningProcess {
  return runNode(['--import', 'tsx', ...args], environment, options);
}

/** Runs a script with Node. `output` returns its stdout and stderr so far. */
export function runNode(
  args: string[],
  environment: Record<string, string>,
  options: ProcessOptions = {},
): RunningProcess {
  const child = spawn(process.execPath, args, {
    ...options,
    env: { ...process.env, ...EMPTY_ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  return Object.assign(child, { output: () => output });
}

/** Polls `probe` until it returns a value. @throws Error when the process exits first */
export async function pollUntil<T>(child: RunningProcess, probe: () => T | null | Promise<T | null>): Promise<T> {
  for (;;) {
    const value = await probe();
    if (value !== null) return value;
    if (child.exitCode !== null) throw new Error(`The process exited with code ${child.exitCode}:\n${child.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function waitForExit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

/** Sends SIGTERM, then SIGKILL after 10 s: an idle keep-alive connection can block a graceful shutdown. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  const timeout = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await waitForExit(child);
  clearTimeout(timeout);
}

function readEnvironment(file: string): (Environment & z.infer<typeof PostgresPort>) | null {
  if (!existsSync(file)) return null;
  const parsed = Environment.extend(PostgresPort.shape).safeParse(parseEnv(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

/** Empty instead of unset, so that Next.js does not read the developer's `.env.local`. */
export const EMPTY_ENVIRONMENT = { DATABASE_URL: '', NEON_AUTH_BASE_URL: '', NEON_AUTH_COOKIE_SECRET: '' };
