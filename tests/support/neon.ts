import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.string(),
  NEON_AUTH_BASE_URL: z.string(),
  NEON_AUTH_COOKIE_SECRET: z.string(),
});
export type Environment = z.infer<typeof Environment>;

export interface TestNeon {
  environment: Environment;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  folder: string;
  process: ChildProcess;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Creates what every new folder of a test run begins with, since creating a database takes seconds and copying one none. On a
 * PostgreSQL server a folder with the same secret would have the same database.
 */
export async function createTemplate(): Promise<{ remove(): Promise<void> }> {
  if (process.env.NEON_LOCAL_POSTGRES) return { remove: async () => {} };
  const template = await mkdtemp(path.join(tmpdir(), 'neon-template-'));
  const neon = await startTestNeon(template);
  await neon.stop();
  process.env.TEST_NEON_TEMPLATE = template;
  return { remove: () => rm(template, { recursive: true, force: true }) };
}

/** A new folder for local Neon, with a database that has nothing in it. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'neon-test-'));
  const template = process.env.TEST_NEON_TEMPLATE;
  if (template) await cp(template, folder, { recursive: true });
  return folder;
}

/** Starts a local Neon of its own, on a free port, with a new folder (or the one given). */
export async function startTestNeon(folder?: string): Promise<TestNeon> {
  const data = folder ?? (await newFolder());
  await rm(path.join(data, 'env'), { force: true });
  const neon = run(['local/run.ts'], { NEON_LOCAL_DATA: data, NEON_LOCAL_PORT: '0' });
  const environment = await until(neon, () => readEnvironment(path.join(data, 'env')));
  return {
    environment,
    origin: new URL(environment.NEON_AUTH_BASE_URL).origin,
    folder: data,
    process: neon,
    stop: async () => {
      await stopProcess(neon);
      if (!folder) await rm(data, { recursive: true, force: true });
    },
  };
}

/** Runs a program of this repository with tsx. What it prints is kept for `output`. */
export function run(args: string[], environment: Record<string, string>): ChildProcess & { output: () => string } {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    env: { ...process.env, ...NO_NEON, ...environment },
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

/** Asks `question` again and again until it has an answer. @throws Error when the process ends before */
export async function until<T>(
  child: ChildProcess & { output: () => string },
  question: () => T | null | Promise<T | null>,
): Promise<T> {
  for (;;) {
    const answer = await question();
    if (answer !== null) return answer;
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}:\n${child.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

/** Lets it finish what it has begun; a connection that a browser holds open without using it does not keep it for ever. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended(child);
  clearTimeout(patience);
}

function readEnvironment(file: string): Environment | null {
  if (!existsSync(file)) return null;
  const parsed = Environment.safeParse(parseEnv(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

/** Empty, not missing: a missing one would be read from the developer's own `.env.local`. */
export const NO_NEON = { DATABASE_URL: '', NEON_AUTH_BASE_URL: '', NEON_AUTH_COOKIE_SECRET: '' };
