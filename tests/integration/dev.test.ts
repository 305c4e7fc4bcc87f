import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newFolder, pollUntil, runScript, waitForExit } from '../support/neon';

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A command that runs until it is killed. */
const WAIT = ['node', '-e', 'setInterval(() => {}, 1000); console.log("waiting", process.pid)'];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('local Neon and its command', () => {
  async function start() {
    const runner = runScript(['scripts/dev.ts', ...WAIT], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
    const command = await pollUntil(runner, () => {
      const pid = /waiting (\d+)/.exec(runner.output())?.[1];
      return pid && runner.output().includes('Local Neon ready') ? Number(pid) : null;
    });
    return { runner, command };
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('exit together on %s', async (signal) => {
    const { runner, command } = await start();
    runner.kill(signal);
    await waitForExit(runner);
    await expect.poll(() => isAlive(command), { timeout: 10_000 }).toBe(false);
  });

  test('exit together when the command is killed', async () => {
    const { runner, command } = await start();
    process.kill(command, 'SIGKILL');
    expect(await waitForExit(runner)).toBe(1);
  });

  test("don't start when some Neon variables are missing", async () => {
    const runner = runScript(['scripts/dev.ts', ...WAIT], {
      NEON_LOCAL_DATA: folder,
      DATABASE_URL: 'postgresql://a:b@example.invalid/c',
    });
    expect(await waitForExit(runner)).toBe(1);
    expect(runner.output()).toContain('NEON_AUTH_BASE_URL and NEON_AUTH_COOKIE_SECRET');
  });

  test('run without local Neon when all Neon variables are set', async () => {
    const runner = runScript(['scripts/dev.ts', 'node', '-e', 'console.log("url", process.env.DATABASE_URL)'], {
      ...{ NEON_LOCAL_DATA: folder, DATABASE_URL: 'postgresql://a:b@example.invalid/c' },
      ...{ NEON_AUTH_BASE_URL: 'https://example.invalid/auth', NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32) },
    });
    expect(await waitForExit(runner)).toBe(0);
    expect(runner.output()).toContain('url postgresql://a:b@example.invalid/c');
    expect(runner.output()).not.toContain('Local Neon');
  });
});
