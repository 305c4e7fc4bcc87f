import { Client, neonConfig, type PoolClient } from '@neondatabase/serverless';
import { eq, sql as query, TransactionRollbackError } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/neon-serverless';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from './support/connect';
import { configureWebSocket, withClient, withPool } from './support/web-socket';

configureWebSocket();
const url = process.env.DATABASE_URL ?? '';
const sql = connect(url);
const onPostgreSql = Boolean(process.env.NEON_LOCAL_POSTGRES);

/** Opens a client whose connection a test can cut. */
async function openClient(connectionString = url) {
  let socket: WebSocket | undefined;
  const client = new Client(connectionString);
  client.neonConfig.webSocketConstructor = class extends WebSocket {
    constructor(address: string) {
      super(address);
      socket = this;
    }
  };
  // The driver would send the first query before it knows whether the login succeeded.
  client.neonConfig.pipelineConnect = false;
  const failed = new Promise<unknown>((resolve) => client.on('error', resolve));
  await client.connect();
  return { client, failed, cut: () => socket?.terminate() };
}

describe("the driver's Pool and Client", () => {
  test('return typed rows for queries with parameters', async () => {
    const text = 'select $1::int as number, $2::text[] as list, $3::jsonb as document';
    const values = [42, ['a', 'b'], { a: 1 }];
    const rows = [{ number: 42, list: ['a', 'b'], document: { a: 1 } }];
    expect((await withPool(url, (pool) => pool.query(text, values))).rows).toEqual(rows);
    expect((await withClient(url, (client) => client.query(text, values))).rows).toEqual(rows);
  });

  test('run more queries at once than the pool has connections', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const results = await withPool(url, (pool) =>
      Promise.all(numbers.map((number) => pool.query('select $1::int as number', [number]))),
    );
    expect(results.map(({ rows }) => rows[0]?.number)).toEqual(numbers);
  });

  test('run over HTTP with poolQueryViaFetch and the URL of local Neon', async () => {
    const { fetchEndpoint } = neonConfig;
    Object.assign(neonConfig, { poolQueryViaFetch: true, fetchEndpoint: `http://${new URL(url).host}/sql` });
    try {
      const result = await withPool(url, (pool) => pool.query('select $1::int as one', [1]));
      expect(result).toMatchObject({ rows: [{ one: 1 }], viaNeonFetch: true });
    } finally {
      Object.assign(neonConfig, { poolQueryViaFetch: false, fetchEndpoint });
    }
  });

  test.each([
    ['28P01', (address: URL) => Object.assign(address, { password: 'wrong' })],
    ['28P01', (address: URL) => Object.assign(address, { username: 'postgres' })],
    ['3D000', (address: URL) => Object.assign(address, { pathname: '/other' })],
  ])('a wrong login is rejected with %s', async (code, change) => {
    await expect(openClient(change(new URL(url)).href)).rejects.toMatchObject({ code, severity: 'FATAL' });
  });

  test('an error contains the fields of the Postgres error, and the connection stays usable', async () => {
    await withClient(url, async (client) => {
      await expect(client.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01', position: '15' });
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('a statement that exceeds statement_timeout is cancelled with 57014', async () => {
    const { client } = await openClient();
    await client.query("set statement_timeout = '1s'");
    for (const query of ['select pg_sleep(0.7)', { text: 'select pg_sleep($1)', values: [0.7] }])
      await client.query(query);
    await expect(client.query('select pg_sleep($1)', [10])).rejects.toMatchObject({ code: '57014' });
    // On PGlite, the connection has ended.
    await client.end();
  });

  test('a result of 50 MB arrives complete', async () => {
    const { rows } = await withClient(url, (client) =>
      client.query("select repeat('x', 1000000) as text from generate_series(1, 50)"),
    );
    expect(rows.map((row) => row.text.length)).toEqual(Array(50).fill(1_000_000));
  });
});

describe('Drizzle with neon-serverless', () => {
  const accounts = pgTable('ws_accounts', { id: text().primaryKey(), balance: integer().notNull() });

  /** Creates two accounts and runs `work` with them. */
  async function withAccounts(work: (db: ReturnType<typeof drizzle>, ids: [string, string]) => Promise<void>) {
    await sql`create table if not exists ws_accounts (id text primary key, balance int not null check (balance >= 0))`;
    const ids: [string, string] = [crypto.randomUUID(), crypto.randomUUID()];
    await sql`insert into ws_accounts values (${ids[0]}, 10), (${ids[1]}, 0)`;
    await withPool(url, (pool) => work(drizzle(pool), ids));
  }
  const balanceOf = async (id: string) => (await sql`select balance from ws_accounts where id = ${id}`)[0]?.balance;

  test('an interactive transaction reads, decides and commits', async () => {
    await withAccounts(async (db, [from, to]) => {
      await db.transaction(async (tx) => {
        const [account] = await tx.select().from(accounts).where(eq(accounts.id, from)).for('update');
        const amount = account?.balance ?? 0;
        await tx
          .update(accounts)
          .set({ balance: query`balance - ${amount}` })
          .where(eq(accounts.id, from));
        await tx
          .update(accounts)
          .set({ balance: query`balance + ${amount}` })
          .where(eq(accounts.id, to));
      });
      expect([await balanceOf(from), await balanceOf(to)]).toEqual([0, 10]);
    });
  });

  test('a transaction rolls back when the app decides so, and when a statement fails', async () => {
    await withAccounts(async (db, [from]) => {
      const rolledBack = db.transaction(async (tx) => {
        await tx.update(accounts).set({ balance: 5 }).where(eq(accounts.id, from));
        tx.rollback();
      });
      await expect(rolledBack).rejects.toThrow(TransactionRollbackError);
      const failing = db.transaction(async (tx) => {
        await tx.update(accounts).set({ balance: 5 }).where(eq(accounts.id, from));
        await tx.update(accounts).set({ balance: -5 }).where(eq(accounts.id, from));
      });
      await expect(failing).rejects.toMatchObject({ cause: { code: '23514' } });
      expect(await balanceOf(from)).toBe(10);
    });
  });

  test('a nested transaction rolls back alone', async () => {
    await withAccounts(async (db, [from, to]) => {
      await db.transaction(async (tx) => {
        await tx.update(accounts).set({ balance: 1 }).where(eq(accounts.id, from));
        const nested = tx.transaction(async (inner) => {
          await inner.update(accounts).set({ balance: 2 }).where(eq(accounts.id, to));
          inner.rollback();
        });
        await expect(nested).rejects.toThrow(TransactionRollbackError);
      });
      expect([await balanceOf(from), await balanceOf(to)]).toEqual([1, 0]);
    });
  });
});

describe('a transaction over WebSocket', () => {
  test('is invisible to requests over HTTP until it commits', async () => {
    await sql`create table ws_isolation (id int)`;
    await withClient(url, async (client) => {
      for (const [end, count] of [
        ['rollback', 0],
        ['commit', 1],
      ] as const) {
        await client.query('begin');
        await client.query('insert into ws_isolation values (1)');
        // On PGlite, this request waits for the end of the transaction.
        const during = sql`select count(*)::int as count from ws_isolation`.then((rows) => rows);
        await client.query(end);
        expect([0, count]).toContain((await during)[0]?.count);
        expect(await sql`select count(*)::int as count from ws_isolation`).toEqual([{ count }]);
      }
    });
  });

  test('reports a deferred constraint that fails on commit, and writes nothing', async () => {
    await sql`create table ws_deferred (id int unique deferrable initially deferred)`;
    await withClient(url, async (client) => {
      await client.query('begin');
      await client.query('insert into ws_deferred values (1), (1)');
      await expect(client.query('commit')).rejects.toMatchObject({ code: '23505' });
      await expect(client.query('insert into ws_deferred values (2), (2)')).rejects.toMatchObject({ code: '23505' });
    });
    expect(await sql`select * from ws_deferred`).toEqual([]);
  });

  test('rolls back when its client vanishes', async () => {
    await sql`create table ws_vanished (id int primary key)`;
    const { client, failed, cut } = await openClient();
    await client.query('begin');
    await client.query('insert into ws_vanished values (1)');
    cut();
    expect(await failed).toBeInstanceOf(Error);
    // Waits for the rollback: the key is locked until then.
    await sql`insert into ws_vanished values (1)`;
    expect(await sql`select * from ws_vanished`).toEqual([{ id: 1 }]);
  });

  test.skipIf(onPostgreSql)('that is idle for 10 s while others wait is rolled back with 25P03', async () => {
    await sql`create table ws_idle (id int)`;
    const { client, failed } = await openClient();
    await client.query('begin');
    await client.query('insert into ws_idle values (1)');
    const start = performance.now();
    expect(await sql`select * from ws_idle`).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(9_000);
    expect(await failed).toMatchObject({ code: '25P03', severity: 'FATAL' });
  });
});

describe('clients over WebSocket and requests over HTTP', () => {
  test('take turns', async () => {
    let transactions = 0;
    let isDone = false;
    const work = async (client: PoolClient) => {
      while (!isDone) {
        await client.query('begin');
        await client.query('select 1');
        await client.query('commit');
        transactions += 1;
      }
      client.release();
    };
    await withPool(url, async (pool) => {
      const clients = await Promise.all(Array.from({ length: 4 }, () => pool.connect()));
      const workers = clients.map(work);
      for (let request = 0; request < 20; request += 1) await sql`select 1`;
      isDone = true;
      await Promise.all(workers);
    });
    expect(transactions).toBeGreaterThan(4);
    // Each request waits for at most one transaction of each client. Some clients have no transaction between two requests.
    if (!onPostgreSql) expect(transactions).toBeLessThanOrEqual(4 * 22);
  });

  test('keep their settings and prepared statements to themselves', async () => {
    const prepared = { name: 'shared', text: 'select $1::int + 1 as value' };
    const other = { name: 'shared', text: 'select $1::text as value' };
    await withPool(url, async (pool) => {
      const [first, second] = [await pool.connect(), await pool.connect()];
      await first.query("set statement_timeout = '11s'");
      await second.query("set statement_timeout = '22s'; set timezone = 'Asia/Tokyo'");
      for (let round = 0; round < 3; round += 1) {
        expect((await first.query({ ...prepared, values: [round] })).rows).toEqual([{ value: round + 1 }]);
        expect((await second.query({ ...other, values: ['a'] })).rows).toEqual([{ value: 'a' }]);
        expect(await sql`select count(*)::int as count from pg_prepared_statements where name = 'shared'`).toEqual([
          { count: 0 },
        ]);
        expect((await first.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '11s' }]);
        expect((await second.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '22s' }]);
        expect((await second.query('show timezone')).rows).toEqual([{ TimeZone: 'Asia/Tokyo' }]);
      }
      for (const client of [first, second]) client.release();
    });
  });

  test('keep prepared statements whose table is dropped and created again', async () => {
    await withClient(url, async (client) => {
      const insert = { name: 'insert', text: 'insert into ws_recreated values ($1)', values: [1] };
      const count = { name: 'count', text: 'select count(*)::int as count from ws_recreated' };
      const create = () => client.query('create table ws_recreated (id int)');
      await create();
      for (const statement of [insert, count]) await client.query(statement);
      await client.query('drop table ws_recreated');
      await sql`select 1`;
      await expect(client.query(insert)).rejects.toMatchObject({ code: '42P01' });
      await create();
      expect((await client.query(count)).rows).toEqual([{ count: 0 }]);
      await client.query('begin');
      await client.query(insert);
      await client.query('commit');
      await sql`select 1`;
      expect((await client.query(count)).rows).toEqual([{ count: 1 }]);
    });
  });

  test('stay neondb_owner after discard all', async () => {
    await withClient(url, async (client) => {
      for (const statement of ['discard all', 'reset session authorization']) {
        await client.query(statement);
        expect((await client.query('select session_user')).rows).toEqual([{ session_user: 'neondb_owner' }]);
      }
    });
  });

  test.skipIf(onPostgreSql)('lose temporary tables when another client has its turn', async () => {
    await withClient(url, async (client) => {
      await client.query('create temporary table kept (id int)');
      await sql`select 1`;
      await expect(client.query('select * from kept')).rejects.toMatchObject({ code: '42P01' });
    });
  });

  test.runIf(onPostgreSql)('run in parallel on a PostgreSQL server', async () => {
    await withPool(url, async (pool) => {
      const [first, second] = [await pool.connect(), await pool.connect()];
      await first.query('begin');
      await first.query('select pg_advisory_xact_lock(4711)');
      await second.query('begin');
      const waiting = second.query('select pg_advisory_xact_lock(4711)');
      const blocked = () => sql`select pid from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`;
      await expect.poll(async () => (await blocked()).length, { timeout: 10_000 }).toBe(1);
      await first.query('commit');
      await waiting;
      await second.query('commit');
      for (const client of [first, second]) client.release();
    });
  });
});

test.each(['/v1', '/sql', '/'])('a WebSocket at %s is refused', async (path) => {
  const socket = new WebSocket(`ws://127.0.0.1:${new URL(url).port}${path}`);
  const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
  expect(error.message).toContain('404');
});
