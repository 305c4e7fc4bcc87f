import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import nextEnv from '@next/env';

/** What an app needs to talk to a Neon. */
export const NEON_VARIABLES = ['DATABASE_URL', 'NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET'] as const;

/** Reads `.env.local` and its kin into `process.env`, as Next.js does; what is set already stays. */
export function loadEnvironmentFiles(): void {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production', { info: () => {}, error: console.error });
}

/**
 * The database that a script works on: the one that is set, else local Neon's.
 * @throws Error when there is neither
 */
export function databaseUrl(): string {
  loadEnvironmentFiles();
  const local = path.resolve(process.env.NEON_LOCAL_DATA || '.neon', 'env');
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const { DATABASE_URL } = existsSync(local) ? parseEnv(readFileSync(local, 'utf8')) : {};
  if (DATABASE_URL) return DATABASE_URL;
  throw new Error('DATABASE_URL is not set. Set it, or start local Neon first: npm run neon');
}

/** Runs a script's work when the script was started by itself, and ends with one line when it fails. */
export async function runAsScript(moduleUrl: string, work: (databaseUrl: string) => Promise<string>): Promise<void> {
  const started = process.argv[1];
  if (!started || fileURLToPath(moduleUrl) !== path.resolve(started)) return;
  try {
    console.log(await work(databaseUrl()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
