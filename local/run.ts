// Starts local Neon and optionally a command that uses it. When one of them exits, both do.
//
//   run.ts                   local Neon only, until Ctrl-C
//   run.ts reset             removes local Neon's data
//   run.ts next dev          local Neon, migrations, sample posts, then `next dev`
//   run.ts node script.js    the same with a script
//
// If all three Neon variables are set, the command uses that Neon and local Neon doesn't start.
import path from 'node:path';
import { commandArguments, unknownArgument } from '../scripts/arguments';
import { loadEnvironmentFiles, localDataFolder, missingNeonVariables, NEON_VARIABLES } from '../scripts/environment';
import { migrate } from '../scripts/migrate';
import { MigrationError } from '../scripts/migration-error';
import { seed } from '../scripts/seed';
import { exitCodeOf, isProgram, startCommand, stopCommand } from './command';
import { moveLegacyFolder, removeDataFolder } from './data-folder';
import { emailLine } from './mailbox/email';
import { type Neon, type NeonOptions, startNeon } from './neon';
import { StartError } from './start-error';
import { explainFailures } from './start-failure';
import { forwardNextOutput, startMessage } from './terminal';

const DATA_FOLDER = localDataFolder();
const LEGACY_FOLDER = path.resolve('.neon');
const POSTGRES = process.env.NEON_LOCAL_POSTGRES || undefined;
const PORT = Number(process.env.NEON_LOCAL_PORT || 4545);
const POSTGRES_PORT = process.env.NEON_LOCAL_PG_PORT ? Number(process.env.NEON_LOCAL_PG_PORT) : undefined;

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  // npm takes an option for itself, and PowerShell drops the `--` that would prevent it. Earlier versions used `--reset`.
  if (name === 'reset' || name === '--reset') {
    rejectArguments(rest);
    await adoptLegacyFolder();
    await explainFailures(DATA_FOLDER, () => removeDataFolder(DATA_FOLDER, POSTGRES));
    console.log(`Removed ${DATA_FOLDER}.`);
    return 0;
  }
  const stopped = stopSignal().then(() => 0);
  if (args.length === 0) {
    const neon = await startLocalNeon();
    announce(neon, null);
    return runUntil([failureOf(neon), stopped], [() => neon.close()]);
  }
  if (!isProgram(name)) rejectArguments(args);
  if (hasNeonVariables()) {
    const command = startCommand(args, {});
    return runUntil([exitCodeOf(command), stopped], [() => stopCommand(command)]);
  }
  const neon = await startLocalNeon(prepareDatabase);
  // Local Neon simulates these. The developer can choose others.
  const NEON_AUTH_METHODS = process.env.NEON_AUTH_METHODS ?? 'google,magic-link';
  // The command starts right away: its requests to local Neon wait until the database is prepared.
  const command = startCommand(args, { ...neon.environment, NEON_AUTH_METHODS }, name === 'next' ? 'pipe' : 'inherit');
  announce(neon, command.stdout && forwardNextOutput(command.stdout, console.log));
  return runUntil([exitCodeOf(command), failureOf(neon), stopped], [() => stopCommand(command), () => neon.close()]);
}

/** @throws StartError for the first argument */
function rejectArguments([unknown]: string[]): void {
  if (unknown !== undefined) throw new StartError(unknownArgument(unknown, 'npm run neon [reset]'));
}

/** Waits for the first exit code, then runs the cleanups in order. Resolves to that exit code. */
async function runUntil(exitCodes: Promise<number>[], cleanups: (() => Promise<void>)[]): Promise<number> {
  const code = await Promise.race(exitCodes);
  for (const cleanup of cleanups) await cleanup();
  return code;
}

/** Returns true if all Neon variables are set, false if none is. @throws StartError when some are missing */
function hasNeonVariables(): boolean {
  loadEnvironmentFiles();
  const missing = missingNeonVariables();
  if (missing.length === 0) return true;
  if (missing.length === NEON_VARIABLES.length) return false;
  throw new StartError(
    `Missing ${missing.join(' and ')}. Set all three Neon variables to use your Neon project, or none to use local Neon.`,
  );
}

async function startLocalNeon(prepare?: NeonOptions['prepare']): Promise<Neon> {
  for (const [name, port] of Object.entries({ NEON_LOCAL_PORT: PORT, NEON_LOCAL_PG_PORT: POSTGRES_PORT ?? 0 })) {
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) continue;
    throw new StartError(`${name} must be an integer from 0 to 65535. 0 selects a free port.`);
  }
  if (process.env.NODE_ENV === 'production') {
    throw new StartError("Local Neon is for development and tests. It doesn't run with NODE_ENV=production.");
  }
  await adoptLegacyFolder();
  return startNeon({
    ...{ folder: DATA_FOLDER, port: PORT, postgresPort: POSTGRES_PORT, postgres: POSTGRES },
    ...(prepare && { prepare }),
    onEmail: (message) => console.log(emailLine(message)),
  });
}

/** Prints the start message when local Neon and the app, if there is one, are ready. */
async function announce({ ready, origin, postgresUrl }: Neon, appUrl: Promise<string | null> | null): Promise<void> {
  try {
    await ready;
    const seconds = process.uptime();
    console.log(startMessage({ seconds, origin, postgresUrl, appUrl: await appUrl }));
  } catch {
    // Reported by failureOf().
  }
}

/** Frees the name `.neon`: Neon's CLI keeps its context in a file of that name and fails on a directory. */
async function adoptLegacyFolder(): Promise<void> {
  if (process.env.NEON_LOCAL_DATA) return;
  const isMoved = await explainFailures(DATA_FOLDER, () => moveLegacyFolder(LEGACY_FOLDER, DATA_FOLDER));
  if (!isMoved) return;
  console.log("Moved local Neon's data from .neon to .neon-local. Neon's CLI needs the name .neon for its own file.");
}

async function prepareDatabase(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  await seed(databaseUrl).catch((error: Error) => {
    throw new StartError(
      `The sample posts can't be added: ${error.message}. Correct scripts/seed.ts, or lib/db/schema.ts.`,
    );
  });
}

async function failureOf(neon: Neon): Promise<number> {
  const error = await neon.failed;
  const isExplained = error instanceof StartError || error instanceof MigrationError;
  console.error(isExplained ? error.message : `Local Neon stopped unexpectedly: ${error.message}`);
  return 1;
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
  });
}

try {
  process.exitCode = await main(commandArguments());
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
