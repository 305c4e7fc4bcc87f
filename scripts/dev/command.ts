import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { forwardNextOutput } from './next-output';

/** In milliseconds. */
const STOP_TIMEOUT = 10_000;

/** In milliseconds. */
const OUTPUT_TIMEOUT = 500;

interface Command {
  /** Resolves to its exit code, or to 1 when a signal killed it. */
  ended: Promise<number>;
  /** Resolves to the app's URL when Next.js is ready, or to null. */
  url: Promise<string | null>;
  /** Stops it with SIGTERM, and with SIGKILL after a timeout. */
  stop(): Promise<void>;
}

/** Whether `startCommand` can start this program. */
export function isProgram(name: string | undefined): boolean {
  return name === 'next' || name === 'node';
}

/**
 * Starts `next` or `node` with arguments.
 * @param output `without-banner` forwards Next.js's output without its banner, with colors if the terminal has them
 */
export function startCommand(
  [name, ...args]: string[],
  environment: Record<string, string>,
  output: 'unchanged' | 'without-banner' = 'unchanged',
): Command {
  const require = createRequire(import.meta.url);
  const program = name === 'next' ? [require.resolve('next/dist/bin/next')] : [];
  const preload = ['--import', new URL('./exit-with-parent.mjs', import.meta.url).href];
  const isForwarded = name === 'next' && output === 'without-banner';
  const hasColors = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
  const command = spawn(process.execPath, [...preload, ...program, ...args], {
    stdio: ['inherit', isForwarded ? 'pipe' : 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...(isForwarded && hasColors && { FORCE_COLOR: '1' }),
      ...environment,
      RUNNER_PID: String(process.pid),
    },
  });
  return {
    ended: exitCodeOf(command),
    url: command.stdout ? forwardNextOutput(command.stdout, console.log) : Promise.resolve(null),
    stop: () => stopCommand(command),
  };
}

/** Waits for the rest of the output. */
function exitCodeOf(command: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    command.once('error', reject);
    command.once('exit', (code) => {
      command.once('close', () => resolve(code ?? 1));
      // A process that the command has started can keep the output open.
      setTimeout(() => resolve(code ?? 1), OUTPUT_TIMEOUT);
    });
  });
}

async function stopCommand(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return;
  const exited = new Promise((resolve) => command.once('exit', resolve));
  command.kill('SIGTERM');
  const timeout = setTimeout(() => command.kill('SIGKILL'), STOP_TIMEOUT);
  await exited;
  clearTimeout(timeout);
}
