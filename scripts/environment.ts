import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import nextEnv from '@next/env';
import { cleanValue } from '../lib/environment/clean';
import { parseDatabaseUrl } from '../lib/environment/parse';
import { commandArguments, unknownArgument } from './arguments';
import { readVariablesIn } from './env-file';

/** The variables that an app needs to connect to Neon. */
export const NEON_VARIABLES = ['DATABASE_URL', 'NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET'] as const;

/** Loads `.env.local` and the other env files as Next.js does. Variables that are already set keep their values. */
export function loadEnvironmentFiles(): void {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production', { info: () => {}, error: console.error });
}

/** Returns local Neon's data folder: `NEON_LOCAL_DATA`, or `.neon-local` by default, and in it the one of `NEON_LOCAL_BRANCH`. */
export function localDataFolder(): string {
  const { NEON_LOCAL_DATA, NEON_LOCAL_BRANCH } = process.env;
  const branch = NEON_LOCAL_BRANCH ? ['branches', NEON_LOCAL_BRANCH] : [];
  return path.resolve(NEON_LOCAL_DATA || '.neon-local', ...branch);
}

/** Returns the Neon variables that aren't set. Spaces and quotes alone don't set one. */
export function missingNeonVariables(variables: Record<string, string | undefined> = process.env): string[] {
  return NEON_VARIABLES.filter((name) => !cleanValue(name, variables[name]));
}

/** Returns the variables of local Neon, or nothing if it has never been ready. */
export function localNeonVariables(): Record<string, string | undefined> {
  return readVariablesIn(path.join(localDataFolder(), 'env'));
}

/**
 * Returns `DATABASE_URL`, or local Neon's database URL when it isn't set.
 * @throws Error when neither exists, or `DATABASE_URL` isn't valid
 */
export function databaseUrl(): string {
  const url = configuredUrl() ?? localNeonVariables().DATABASE_URL;
  if (url) return url;
  throw new Error(
    'DATABASE_URL is not set. Start local Neon: npm run neon, or npm run dev with the app. To use Neon: npm run setup -- neon',
  );
}

/**
 * Returns the connection string for tools that speak the Postgres protocol: `DATABASE_URL`, or local Neon's when it isn't set.
 * Null when neither exists. @throws Error when `DATABASE_URL` isn't valid
 */
export function postgresUrl(): string | null {
  return configuredUrl() ?? localNeonVariables().NEON_LOCAL_PG_URL ?? null;
}

function configuredUrl(): string | null {
  loadEnvironmentFiles();
  return missingNeonVariables().includes('DATABASE_URL') ? null : parseDatabaseUrl(process.env);
}

interface Script {
  /** How to start it, for error messages. */
  usage: string;
  /** What its options are, for `--help`. */
  help?: string;
  /** Default: 0 */
  maxArguments?: number;
  /** Returns a message for the terminal. */
  main(args: string[]): Promise<string>;
}

/** Runs the script if the module is the entry point. Prints its result, its usage on `--help`, or only the message if it fails. */
export async function runAsScript(moduleUrl: string, { usage, help, maxArguments = 0, main }: Script): Promise<void> {
  if (!isEntryPoint(fileURLToPath(moduleUrl))) return;
  try {
    const args = commandArguments();
    if (args.includes('--help')) return console.log([`Usage: ${usage}`, ...(help ? [help] : [])].join('\n\n'));
    const [unknown] = args.slice(maxArguments);
    if (unknown !== undefined) throw new Error(unknownArgument(unknown, usage));
    console.log(await main(args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** Whether Node was started with this file. The command line can name it through symbolic links and without its extension. */
function isEntryPoint(file: string): boolean {
  const [, entryPoint] = process.argv;
  if (!entryPoint) return false;
  const candidates = [entryPoint, entryPoint + path.extname(file)].filter((candidate) => existsSync(candidate));
  return candidates.some((candidate) => realpathSync(candidate) === realpathSync(file));
}
