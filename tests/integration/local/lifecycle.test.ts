import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { ended, newFolder, run, startTestNeon, until } from '../../support/neon';

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that waits until it is ended, for what `run.ts` starts. */
const WAIT = ['-e', 'setInterval(() => {}, 1000); console.log("waiting", process.pid)'];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('local Neon', () => {
  test('keeps its data from one start to the next', async () => {
    const first = await startTestNeon(folder);
    await connect(first.environment.DATABASE_URL)`create table kept as select 42 as answer`;
    await first.stop();
    const second = await startTestNeon(folder);
    expect(await connect(second.environment.DATABASE_URL)`select answer from kept`).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test('refuses a folder that another one owns, and says which process that is', async () => {
    const owner = await startTestNeon(folder);
    for (const args of [[], ['--reset']]) {
      const second = run(['local/run.ts', ...args], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
      expect(await ended(second)).toBe(1);
      expect(second.output().trim()).toBe(
        `Local Neon already runs on ${folder} (process ${owner.process.pid}). Stop it first, or name another folder in NEON_LOCAL_DATA.`,
      );
    }
    await owner.stop();
  });

  test('says in one sentence that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const neon = run(['local/run.ts'], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: String(port) });
    expect(await ended(neon)).toBe(1);
    expect(neon.output().trim()).toBe(
      `Port ${port} is used by another program. Stop it, or name another port in NEON_LOCAL_PORT.`,
    );
    other.close();
  });

  /** Waits until so many queries have reached it. */
  const reached = (origin: string, queries: number) =>
    expect
      .poll(async () => (await (await fetch(`${origin}/calls.json`)).json())['POST /sql'], { timeout: 10_000 })
      .toBe(queries);

  test('finishes what runs when it is stopped', async () => {
    const neon = await startTestNeon(folder);
    const running = connect(neon.environment.DATABASE_URL)`select 42 as answer from pg_sleep(1)`.then((rows) => rows);
    await reached(neon.origin, 1);
    await neon.stop();
    expect(await running).toEqual([{ answer: 42 }]);
  });

  test('ends what has no end when it is stopped', async () => {
    const neon = await startTestNeon(folder);
    const running = connect(neon.environment.DATABASE_URL)`select count(*) from generate_series(1, 100000000000)`;
    const endless = expect(running).rejects.toThrow();
    await reached(neon.origin, 1);
    await neon.stop();
    await endless;
  });

  test('removes its data when asked to', async () => {
    const first = await startTestNeon(folder);
    await connect(first.environment.DATABASE_URL)`create table lost (id int)`;
    await first.stop();
    expect(await ended(run(['local/run.ts', '--reset'], { NEON_LOCAL_DATA: folder }))).toBe(0);
    const second = await startTestNeon(folder);
    expect(await connect(second.environment.DATABASE_URL)`select to_regclass('lost') as table`).toEqual([
      { table: null },
    ]);
    await second.stop();
  });
});

describe('Neon and the command that uses it', () => {
  async function start() {
    const runner = run(['local/run.ts', ...WAIT], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
    const command = await until(runner, () => {
      const pid = /waiting (\d+)/.exec(runner.output())?.[1];
      return pid && /is ready on/.test(runner.output()) ? Number(pid) : null;
    });
    return { runner, command };
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('end together on %s', async (signal) => {
    const { runner, command } = await start();
    runner.kill(signal);
    await ended(runner);
    await expect.poll(() => isAlive(command), { timeout: 10_000 }).toBe(false);
  });

  test('end together when the command dies', async () => {
    const { runner, command } = await start();
    process.kill(command, 'SIGKILL');
    expect(await ended(runner)).toBe(1);
  });

  test('do not start with half of the variables of a Neon', async () => {
    const runner = run(['local/run.ts', ...WAIT], {
      NEON_LOCAL_DATA: folder,
      DATABASE_URL: 'postgresql://a:b@example.invalid/c',
    });
    expect(await ended(runner)).toBe(1);
    expect(runner.output()).toContain('NEON_AUTH_BASE_URL and NEON_AUTH_COOKIE_SECRET');
  });

  test('need no local Neon when all variables of another are set', async () => {
    const runner = run(['local/run.ts', '-e', 'console.log("url", process.env.DATABASE_URL)'], {
      ...{ NEON_LOCAL_DATA: folder, DATABASE_URL: 'postgresql://a:b@example.invalid/c' },
      ...{ NEON_AUTH_BASE_URL: 'https://example.invalid/auth', NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32) },
    });
    expect(await ended(runner)).toBe(0);
    expect(runner.output()).toContain('url postgresql://a:b@example.invalid/c');
    expect(runner.output()).not.toContain('Local Neon');
  });
});
