import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCredentials } from '../data-folder';
import { connect } from './support/connect';
import { newFolder, RUN, startTestNeon } from './support/neon';
import { pollUntil, runScript, stopProcess, waitForExit } from './support/process';

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The line that local Neon prints when it is ready. */
const READY = /^Local Neon ready in \d+\.\d s · (http:\/\/127\.0\.0\.1:\d+)$/m;

describe('local Neon', () => {
  /** Waits until local Neon has received this many queries. */
  const received = (origin: string, queries: number) =>
    expect
      .poll(async () => (await (await fetch(`${origin}/calls.json`)).json())['POST /sql'], { timeout: 10_000 })
      .toBe(queries);

  test('finishes running queries when stopped, and keeps its data across restarts', async () => {
    const first = await startTestNeon(folder);
    const sql = connect(first.environment.DATABASE_URL);
    await sql`create table kept as select 42 as answer`;
    const running = sql`select 43 as answer from pg_sleep(1)`.then((rows) => rows);
    await received(first.origin, 2);
    await first.stop();
    expect(await running).toEqual([{ answer: 43 }]);
    const second = await startTestNeon(folder);
    expect(await connect(second.environment.DATABASE_URL)`select answer from kept`).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test('refuses a data folder in use and names the process, and cancels an endless query when stopped', async () => {
    const owner = await startTestNeon(folder);
    for (const args of [[], ['reset']]) {
      const second = runScript([RUN, ...args], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
      expect(await waitForExit(second)).toBe(1);
      expect(second.output().trim()).toBe(
        `Local Neon is already running in ${folder} (process ${owner.process.pid}). Stop it, or set NEON_LOCAL_DATA to another folder.`,
      );
    }
    const running = connect(owner.environment.DATABASE_URL)`select count(*) from generate_series(1, 100000000000)`;
    const cancelled = expect(running).rejects.toThrow();
    await received(owner.origin, 1);
    await owner.stop();
    await cancelled;
  });

  test('reports a port in use in one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const neon = runScript([RUN], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: String(port) });
    expect(await waitForExit(neon)).toBe(1);
    expect(neon.output().trim()).toBe(
      `Port ${port} is already in use. Stop the program that uses it, or set NEON_LOCAL_PORT to another port.`,
    );
    other.close();
  });

  test('refuses to start with NODE_ENV=production', async () => {
    const neon = runScript([RUN], { NODE_ENV: 'production', NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
    expect(await waitForExit(neon)).toBe(1);
    expect(neon.output().trim()).toBe(
      "Local Neon is for development and tests. It doesn't run with NODE_ENV=production.",
    );
  });

  test('ends the connections of open pages when stopped', async () => {
    const neon = await startTestNeon(folder);
    const page = await fetch(`${neon.origin}/events`);
    await neon.stop();
    // A connection that is cut, as after the timeout, has no end.
    expect(await page.text()).toMatch(/^retry: /);
  });

  test('prints a line for each email, once and without colors', async () => {
    const neon = runScript([RUN], { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' });
    const origin = await pollUntil(neon, () => READY.exec(neon.output())?.[1] ?? null);
    await fetch(`${origin}/neondb/auth/email-otp/send-verification-otp`, {
      method: 'POST',
      body: JSON.stringify({ email: 'ada@example.com', type: 'sign-in' }),
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    });
    await fetch(`${origin}/neondb/auth/sign-in/email`, {
      method: 'POST',
      body: JSON.stringify({ email: 'ada@example.com', password: 'wrong password' }),
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    });
    await stopProcess(neon);
    const code = /sign-in code (\d{6})$/m.exec(neon.output())?.[1];
    expect(neon.output().replace(/\d+\.\d s/, '1.0 s')).toBe(`Starting local Neon…

Local Neon ready in 1.0 s · ${origin}
  Mailbox     ${origin}/mailbox
  Start over  npm run neon reset

ada@example.com  sign-in code ${code}
Neon Auth: User not found
`);
  });

  test.each(['reset', '--reset'])('removes its data on %s', async (argument) => {
    await readCredentials(folder);
    expect(await waitForExit(runScript([RUN, argument], { NEON_LOCAL_DATA: folder }))).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  test.skipIf(!process.env.NEON_LOCAL_POSTGRES)('--reset drops its database on a PostgreSQL server', async () => {
    const first = await startTestNeon(folder);
    await connect(first.environment.DATABASE_URL)`create table removed (id int)`;
    await first.stop();
    const secret = await readFile(path.join(folder, 'secret'));
    expect(await waitForExit(runScript([RUN, '--reset'], { NEON_LOCAL_DATA: folder }))).toBe(0);
    // The name of the database comes from the secret.
    await mkdir(folder);
    await writeFile(path.join(folder, 'secret'), secret, { mode: 0o600 });
    const second = await startTestNeon(folder);
    expect(await connect(second.environment.DATABASE_URL)`select to_regclass('removed') as table`).toEqual([
      { table: null },
    ]);
    await second.stop();
  });
});
