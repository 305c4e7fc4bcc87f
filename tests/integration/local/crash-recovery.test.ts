import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { openPGlite } from '@/local/postgres/pglite';
import { newFolder, startTestNeon, type TestNeon, waitForExit } from '../../support/neon';

let neon: TestNeon;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
});
afterAll(() => neon.stop());

function post(body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${neon.origin}/sql`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Neon-Connection-String': neon.environment.DATABASE_URL },
    ...(signal && { signal }),
  });
}

const expectWorking = async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);

test('a query is cancelled when the client disconnects', async () => {
  const disconnect = new AbortController();
  const endless = post({ query: 'select count(*) from generate_series(1, 100000000000)' }, disconnect.signal);
  const rejected = expect(endless).rejects.toThrow();
  await post({ query: 'select 1' }, AbortSignal.timeout(500)).catch(() => {});
  disconnect.abort();
  await rejected;
  await expectWorking();
  const running = () =>
    sql`select pid from pg_stat_activity where query like '%100000000000%' and pid <> pg_backend_pid()`;
  await expect.poll(running, { timeout: 10_000 }).toEqual([]);
});

test.skipIf(!process.env.NEON_LOCAL_POSTGRES)('queries work again after PostgreSQL drops its connections', async () => {
  const server = new pg.Client(process.env.NEON_LOCAL_POSTGRES);
  await server.connect();
  const outcome = sql`select pg_sleep(30)`.then(
    () => 'fulfilled',
    () => 'rejected',
  );
  const drop = () =>
    server.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(30)'`);
  await expect.poll(async () => (await drop()).rowCount, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await outcome).toBe('rejected');
  await expectWorking();
  await server.end();
});

test('a statement that times out is cancelled, and the next one works', async () => {
  const folder = await newFolder();
  const engine = await openPGlite(path.join(folder, 'postgres'), 5_000);
  const client = await engine.connect();
  await expect(client.query('select count(*) from generate_series(1, 100000000000)')).rejects.toMatchObject({
    fields: { code: '57014' },
  });
  await expect(client.query('select 1')).rejects.toThrow('has restarted');
  await client.release();
  const next = await engine.connect();
  expect((await next.query('select 1')).rows).toEqual([['1']]);
  await next.release();
  await engine.close();
  await rm(folder, { recursive: true });
});

test('an engine closes while another query arrives', async () => {
  const folder = await newFolder();
  const engine = await openPGlite(path.join(folder, 'postgres'));
  const closed = engine.close();
  void engine.connect().then((client) => client.query('select 1'));
  await closed;
  await rm(folder, { recursive: true });
});

test('ten SIGKILLs lose no acknowledged write and leave no partial write', async () => {
  // Five in each of two data folders, so that the starts overlap.
  await Promise.all([killRepeatedly(5), killRepeatedly(5)]);
}, 240_000);

/** Kills a local Neon `rounds` times while four clients write, and checks the data after the last start. */
async function killRepeatedly(rounds: number): Promise<void> {
  const folder = await newFolder();
  const acknowledged = new Set<string>();
  let victim = await startTestNeon(folder);
  await connect(victim.environment.DATABASE_URL)`create table survivors (id text primary key, twin text not null)`;
  for (let round = 0; round < rounds; round += 1) {
    const write = connect(victim.environment.DATABASE_URL);
    let killed = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; !killed; count += 1) {
        const id = `${round}-${writer}-${count}`;
        const committed = await write
          .transaction([
            write`insert into survivors values (${id}, '')`,
            write`update survivors set twin = ${id} where id = ${id}`,
          ])
          .then(
            () => true,
            () => false,
          );
        if (committed) acknowledged.add(id);
      }
    });
    const target = acknowledged.size + 40;
    await expect.poll(() => acknowledged.size, { timeout: 120_000, interval: 5 }).toBeGreaterThanOrEqual(target);
    victim.process.kill('SIGKILL');
    await waitForExit(victim.process);
    killed = true;
    await Promise.all(writers);
    victim = await startTestNeon(folder);
  }
  const read = connect(victim.environment.DATABASE_URL);
  const rows = await read`select id, twin from survivors`;
  const found = new Set(rows.map((row) => row.id));
  expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
  expect(rows.filter((row) => row.id !== row.twin)).toEqual([]);
  await victim.stop();
  await rm(folder, { recursive: true });
}
