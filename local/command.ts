import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** In milliseconds. */
const STOP_TIMEOUT = 10_000;

/** Whether `startCommand` can start this program. */
export function isProgram(name: string | undefined): boolean {
  return name === 'next' || name === 'node';
}

/** Starts `next` or `node` with arguments. */
export function startCommand([name, ...args]: string[], environment: Record<string, string>): ChildProcess {
  const require = createRequire(import.meta.url);
  const program = name === 'next' ? [require.resolve('next/dist/bin/next')] : [];
  const preload = ['--import', new URL('./exit-with-parent.mjs', import.meta.url).href];
  return spawn(process.execPath, [...preload, ...program, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment, RUNNER_PID: String(process.pid) },
  });
}

/** Resolves to the command's exit code, or to 1 when a signal killed it. */
export function exitCodeOf(command: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    command.once('error', reject);
    command.once('exit', (code) => resolve(code ?? 1));
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
