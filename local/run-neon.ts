import path from 'node:path';
import { findBranch } from './branches/branches';
import { moveLegacyFolder } from './data-folder';
import { emailLine } from './mailbox/email';
import { type Neon, type NeonEnvironment, type NeonOptions, startNeon } from './neon';
import { StartError } from './start-error';
import { explainFailures } from './start-failure';
import { startMessage } from './start-message';

/** A process that runs until it ends or is stopped. */
export interface Part {
  /** Resolves to an exit code. */
  ended: Promise<number>;
  stop(): Promise<void>;
}

interface Command extends Part {
  /** Resolves to its URL when it serves requests, or to null if it has none. */
  url: Promise<string | null>;
}

interface RunOptions {
  /** Runs on the database before any other request, for migrations and sample data. */
  prepare?: NeonOptions['prepare'];
  /** Starts a command that uses local Neon. Its requests wait until the database is prepared. */
  start?: (environment: NeonEnvironment) => Command;
}

/** Returns main's data folder: `NEON_LOCAL_DATA`, or `.neon-local` by default. */
export function dataFolder(): string {
  return path.resolve(process.env.NEON_LOCAL_DATA || '.neon-local');
}

/**
 * Runs local Neon with the options in the variables `NEON_LOCAL_*`, and a command that uses it, until one of them ends or the
 * process gets a signal. Prints when it starts and when it is ready, and each email.
 * @returns the exit code
 * @throws StartError when it can't start
 */
export async function runNeon({ prepare, start }: RunOptions = {}): Promise<number> {
  if (process.env.NODE_ENV === 'production') {
    throw new StartError("Local Neon is for development and tests. It doesn't run with NODE_ENV=production.");
  }
  const [httpPort, postgresPort] = [readPort('NEON_LOCAL_PORT'), readPort('NEON_LOCAL_PG_PORT')];
  await adoptLegacyFolder();
  const branch = process.env.NEON_LOCAL_BRANCH ? await findBranch(dataFolder(), process.env.NEON_LOCAL_BRANCH) : null;
  const { folder, port } = branch ?? { folder: dataFolder(), port: 4545 };
  const neon = await startNeon({
    ...{ folder, port: httpPort ?? port, postgresPort, postgres: postgresServer(), prepare },
    webhookUrl: process.env.NEON_LOCAL_WEBHOOK_URL || undefined,
    onEmail: (message) => console.log(emailLine(message)),
  });
  console.log('Starting local Neon…');
  const command = start?.(neon.environment);
  announce(neon, branch?.name, command?.url ?? null);
  const ended = neon.failed.then((error) => {
    console.error(error instanceof StartError ? error.message : `Local Neon stopped unexpectedly: ${error.message}`);
    return 1;
  });
  return runUntilEnd([...(command ? [command] : []), { ended, stop: () => neon.stop() }]);
}

/** Waits until a part ends or the process gets a signal, then stops all parts in order. Resolves to the exit code. */
export async function runUntilEnd(parts: Part[]): Promise<number> {
  const stopped = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  });
  const code = await Promise.race([...parts.map(({ ended }) => ended), stopped]);
  for (const part of parts) await part.stop();
  return code;
}

/** Returns the PostgreSQL server to use instead of PGlite. */
export function postgresServer(): string | undefined {
  return process.env.NEON_LOCAL_POSTGRES || undefined;
}

/** Frees the name `.neon`: Neon's CLI keeps its context in a file of that name and fails on a directory. */
export async function adoptLegacyFolder(): Promise<void> {
  if (process.env.NEON_LOCAL_DATA) return;
  const folder = dataFolder();
  const isMoved = await explainFailures(folder, () => moveLegacyFolder(path.resolve('.neon'), folder));
  if (!isMoved) return;
  console.log("Moved local Neon's data from .neon to .neon-local. Neon's CLI needs the name .neon for its own file.");
}

function readPort(name: string): number | undefined {
  const text = process.env[name];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(`${name} must be an integer from 0 to 65535. 0 selects a free port.`);
}

/** Prints the start message when local Neon and its command, if there is one, are ready. */
async function announce(
  { ready, origin, postgresUrl }: Neon,
  branch: string | undefined,
  commandUrl: Promise<string | null> | null,
): Promise<void> {
  try {
    await ready;
    const seconds = process.uptime();
    console.log(startMessage({ seconds, origin, branch, postgresUrl, appUrl: await commandUrl }));
  } catch {
    // Reported by `failed`.
  }
}
