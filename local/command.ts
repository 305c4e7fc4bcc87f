import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { hasColors } from './terminal';

/** In milliseconds. */
const STOP_TIMEOUT = 10_000;

/** In milliseconds. */
const OUTPUT_TIMEOUT = 500;

/** Whether `startCommand` can start this program. */
export function isProgram(name: string | undefined): boolean {
  return name === 'next' || name === 'node';
}

/**
 * Starts `next` or `node` with arguments.
 * @param stdout `pipe` to read the output. It has colors if the terminal has.
 */
export function startCommand(
  [name, ...args]: string[],
  environment: Record<string, string>,
  stdout: 'inherit' | 'pipe' = 'inherit',
): ChildProcess {
  const require = createRequire(import.meta.url);
  const program = name === 'next' ? [require.resolve('next/dist/bin/next')] : [];
  const preload = ['--import', new URL('./exit-with-parent.mjs', import.meta.url).href];
  return spawn(process.execPath, [...preload, ...program, ...args], {
    stdio: ['inherit', stdout, 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...(stdout === 'pipe' && hasColors && { FORCE_COLOR: '1' }),
      ...environment,
      RUNNER_PID: String(process.pid),
    },
  });
}

/** Resolves to the command's exit code, or to 1 when a signal killed it. Waits for the rest of its output. */
export function exitCodeOf(command: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    command.once('error', reject);
    command.once('exit', (code) => {
      command.once('close', () => resolve(code ?? 1));
      // A process that the command has started can keep the output open.
      setTimeout(() => resolve(code ?? 1), OUTPUT_TIMEOUT);
    });
  });
}

/** Stops the command with SIGTERM, and with SIGKILL after a timeout. */
export async function stopCommand(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return;
  const exited = new Promise((resolve) => command.once('exit', resolve));
  command.kill('SIGTERM');
  const timeout = setTimeout(() => command.kill('SIGKILL'), STOP_TIMEOUT);
  await exited;
  clearTimeout(timeout);
}
