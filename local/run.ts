// Starts Neon on this machine and then a command that uses it; both end together.
//
//   run.ts                   only Neon, until Ctrl-C
//   run.ts --reset           removes its data
//   run.ts next dev          Neon, migrations, seed, then `next dev`
//
// When the three Neon variables are set, the command runs against that Neon and none is started here.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadEnvironmentFiles, NEON_VARIABLES } from '../scripts/environment';
import { migrate } from '../scripts/migrate';
import { seed } from '../scripts/seed';
import { type Neon, type NeonOptions, resetData, StartError, startNeon } from './neon';

const DATA_FOLDER = path.resolve(process.env.NEON_LOCAL_DATA || '.neon');
const POSTGRES = process.env.NEON_LOCAL_POSTGRES || undefined;
const PORT = Number(process.env.NEON_LOCAL_PORT || 4545);

async function main(args: string[]): Promise<number> {
  if (args[0] === '--reset') {
    await resetData({ folder: DATA_FOLDER, postgres: POSTGRES });
    console.log(`Removed ${DATA_FOLDER}.`);
    return 0;
  }
  const stopped = stopSignal().then(() => 0);
  if (args.length === 0) {
    const neon = await startHere();
    return ended([neonEnd(neon), stopped], [() => neon.close()]);
  }
  if (usesGivenNeon()) {
    const command = start(args, {});
    return ended([commandEnd(command), stopped], [() => stop(command)]);
  }
  // The command takes its own time to start, so it need not wait: what it asks waits until all is prepared.
  const neon = await startHere(async (databaseUrl) => {
    await migrate(databaseUrl);
    await seed(databaseUrl);
  });
  // A provider that local Neon stands for, unless the developer wants others.
  const NEON_AUTH_METHODS = process.env.NEON_AUTH_METHODS ?? 'google,magic-link';
  const command = start(args, { ...neon.environment, NEON_AUTH_METHODS });
  return ended([commandEnd(command), neonEnd(neon), stopped], [() => stop(command), () => neon.close()]);
}

/** Waits for the first of several ends, then ends everything else in order. Resolves to the exit code. */
async function ended(ends: Promise<number>[], closings: (() => Promise<void>)[]): Promise<number> {
  const code = await Promise.race(ends);
  for (const close of closings) await close();
  return code;
}

/** @throws StartError when only some of the variables are set */
function usesGivenNeon(): boolean {
  loadEnvironmentFiles();
  const missing = NEON_VARIABLES.filter((name) => !process.env[name]);
  if (missing.length === 0) return true;
  if (missing.length === NEON_VARIABLES.length) return false;
  throw new StartError(
    `Some Neon variables are set, but not ${missing.join(' and ')}. Set all three to use a Neon of yours, or none for local Neon.`,
  );
}

async function startHere(prepare?: NeonOptions['prepare']): Promise<Neon> {
  if (!Number.isInteger(PORT) || PORT < 0 || PORT > 65_535) {
    throw new StartError('NEON_LOCAL_PORT is not a port: give a whole number from 0 (any free port) to 65535.');
  }
  if (process.env.NODE_ENV === 'production') {
    throw new StartError('Local Neon is for development and tests: it does not run with NODE_ENV=production.');
  }
  const neon = await startNeon({ folder: DATA_FOLDER, port: PORT, postgres: POSTGRES, ...(prepare && { prepare }) });
  neon.ready.then(
    () =>
      console.log(
        `Local Neon is ready on ${neon.origin} after ${process.uptime().toFixed(1)} s. Its page: ${neon.origin}`,
      ),
    () => {},
  );
  return neon;
}

function start([name = '', ...args]: string[], environment: Record<string, string>): ChildProcess {
  const require = createRequire(import.meta.url);
  const program = name === 'next' ? [require.resolve('next/dist/bin/next')] : [name];
  return spawn(
    process.execPath,
    ['--import', new URL('./end-with-parent.mjs', import.meta.url).href, ...program, ...args],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...environment, ENDS_WITH: String(process.pid) },
    },
  );
}

function commandEnd(command: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    command.once('error', reject);
    command.once('exit', (code) => resolve(code ?? 1));
  });
}

async function neonEnd(neon: Neon): Promise<number> {
  console.error(`Local Neon ended: ${(await neon.died).message}`);
  return 1;
}

/** Asks the command to end, and after ten seconds makes it. */
async function stop(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return;
  const exited = new Promise((resolve) => command.once('exit', resolve));
  command.kill('SIGTERM');
  const force = setTimeout(() => command.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(force);
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
