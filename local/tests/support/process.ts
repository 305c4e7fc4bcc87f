import { type ChildProcess, spawn } from 'node:child_process';

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

/** Empty instead of unset, so that Next.js does not read the developer's `.env.local`. */
export const EMPTY_ENVIRONMENT = { DATABASE_URL: '', NEON_AUTH_BASE_URL: '', NEON_AUTH_COOKIE_SECRET: '' };
