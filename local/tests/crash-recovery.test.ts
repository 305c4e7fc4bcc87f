import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Client as WebSocketClient } from '@neondatabase/serverless';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthSchema } from '../auth/schema';
import { openPGlite } from '../postgres/pglite';
import { connect } from './support/connect';
import { newFolder, startTestNeon, type TestNeon } from './support/neon';
import { waitForExit } from './support/process';
import { configureWebSocket } from './support/web-socket';

configureWebSocket();

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

async function expectNoneRunning(pattern: string): Promise<void> {
  const running = () =>
    sql`select pid from pg_stat_activity
        where datname = current_database() and state = 'active' and query like ${pattern} and pid <> pg_backend_pid()`;
  await expect.poll(running, { timeout: 10_000 }).toEqual([]);
}

const expectWorking = async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);

test('a query is cancelled when the client disconnects', async () => {
  const disconnect = new AbortController();
  const endless = post({ query: 'select count(*) as late from generate_series(1, 100000000000)' }, disconnect.signal);
  const rejected = expect(endless).rejects.toThrow();
  await post({ query: 'select 1' }, AbortSignal.timeout(500)).catch(() => {});
  disconnect.abort();
  await rejected;
  await expectWorking();
  await expectNoneRunning('%as late%');
});

test('a query is cancelled however early the client disconnects', async () => {
  const body = { query: `select count(*) as early from generate_series(1, 100000000000)` };
  const disconnect = (delay: number) => post(body, AbortSignal.timeout(delay)).catch(() => {});
  for (let delay = 1; delay <= 20; delay++) await Promise.all([delay, delay, delay].map(disconnect));
  await expectNoneRunning('%as early%');
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
  const engine = await openPGlite(path.join(folder, 'postgres'), await readAuthSchema(), 5_000);
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

test('a statement of the Postgres protocol has no time limit by default', async () => {
  const folder = await newFolder();
  const engine = await openPGlite(path.join(folder, 'postgres'), await readAuthSchema(), 3_000);
  const session = await engine.openWireSession(new Map());
  const text = 'select pg_sleep(4)';
  const query = Buffer.concat([Buffer.from('Q\0\0\0'), Buffer.from([text.length + 5]), Buffer.from(`${text}\0`)]);
  const messages = [query, Buffer.from('X\0\0\0\x04')].map((data) => ({ type: data.toString('latin1', 0, 1), data }));
  let replies = '';
  await session.serve({
    read: async () => messages.shift() ?? Promise.reject(new Error('No message is left.')),
    write: async (data) => {
      replies += Buffer.from(data).toString('latin1');
    },
    fail: ({ message }) => expect.fail(message),
    gone: new AbortController().signal,
    detach: () => expect.fail('PGlite has no connection to hand over to.'),
  });
  expect(replies).toContain('SELECT 1');
  await engine.close();
  await rm(folder, { recursive: true });
});

test('an engine closes while another query arrives', async () => {
  const folder = await newFolder();
  const engine = await openPGlite(path.join(folder, 'postgres'), await readAuthSchema());
  const closed = engine.close();
  void engine.connect().then((client) => client.query('select 1'));
  await closed;
  await rm(folder, { recursive: true });
});

/** How often each of four local Neons is killed. 25 for a hundred kills. */
const KILLS = Number(process.env.KILLS || 3);

test(
  'repeated SIGKILLs lose no acknowledged write over HTTP, WebSocket or TCP, and leave no partial write',
  async () => {
    // In four data folders, so that the starts overlap.
    await Promise.all(Array.from({ length: 4 }, () => killRepeatedly(KILLS)));
  },
  KILLS * 120_000,
);

/** Writes a row in one transaction of two statements: one inserts it, the other completes it. */
type Write = (id: string) => Promise<unknown>;

/** What the writers use of a client of pg or of Neon's driver. */
interface Connection {
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  query(text: string, values?: string[]): Promise<unknown>;
}

/** Starts four writers, each with its own connection: two over HTTP, one over WebSocket, one over TCP. */
async function connectWriters(neon: TestNeon): Promise<Write[]> {
  const http = connect(neon.environment.DATABASE_URL);
  const overHttp: Write = (id) =>
    http.transaction([
      http`insert into survivors values (${id}, '')`,
      http`update survivors set twin = ${id} where id = ${id}`,
    ]);
  const webSocket = new WebSocketClient(neon.environment.DATABASE_URL);
  const tcp = new pg.Client(neon.postgresUrl);
  const overConnection = async (client: Connection): Promise<Write> => {
    // The kill ends the connection between two queries.
    client.on('error', () => {});
    await client.connect();
    return async (id) => {
      await client.query('begin');
      await client.query("insert into survivors values ($1, '')", [id]);
      await client.query('update survivors set twin = $1 where id = $1', [id]);
      await client.query('commit');
    };
  };
  return [overHttp, overHttp, await overConnection(webSocket), await overConnection(tcp)];
}

function succeeds(write: Promise<unknown>): Promise<boolean> {
  return write.then(
    () => true,
    () => false,
  );
}

/** Kills a local Neon `rounds` times while its writers write, and checks the data after the last start. */
async function killRepeatedly(rounds: number): Promise<void> {
  const folder = await newFolder();
  const acknowledged = new Set<string>();
  let victim = await startTestNeon(folder);
  await connect(victim.environment.DATABASE_URL)`create table survivors (id text primary key, twin text not null)`;
  for (let round = 0; round < rounds; round += 1) {
    let killed = false;
    const counts = [0, 0, 0, 0];
    const writers = (await connectWriters(victim)).map(async (write, writer) => {
      for (let count = 0; !killed; count += 1) {
        const id = `${round}-${writer}-${count}`;
        // A write fails only because of the kill.
        if (!(await succeeds(write(id)))) return;
        acknowledged.add(id);
        counts[writer] = count + 1;
      }
    });
    await expect.poll(() => Math.min(...counts), { timeout: 120_000, interval: 5 }).toBeGreaterThanOrEqual(10);
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
