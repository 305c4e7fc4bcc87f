import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, connect as openSocket } from 'node:net';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from './support/connect';
import { newFolder, RUN, startTestNeon, type TestNeon } from './support/neon';
import { runScript, waitForExit } from './support/process';

const onPostgreSql = Boolean(process.env.NEON_LOCAL_POSTGRES);
const hasPsql = spawnSync('psql', ['--version']).status === 0;

let neon: TestNeon;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
});
afterAll(() => neon.stop());

/** Runs `work` with a connected client, which it ends. */
async function withClient<T>(work: (client: pg.Client) => Promise<T>, url = neon.postgresUrl): Promise<T> {
  const client = new pg.Client(url);
  // A connection that local Neon ends also fails its query.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const selectOne = () => withClient(async (client) => (await client.query('select 1 as one')).rows);
const expectWorking = async () => expect(await selectOne()).toEqual([{ one: 1 }]);

/** Sends bytes and returns all that local Neon sends until it closes the connection. */
async function exchange(...packets: Buffer[]): Promise<string> {
  const socket = openSocket(Number(new URL(neon.postgresUrl).port), '127.0.0.1');
  let received = '';
  socket.on('data', (data) => {
    received += data.toString('latin1');
  });
  socket.on('error', () => {});
  for (const packet of packets) socket.write(packet);
  await once(socket, 'close');
  return received;
}

function packet(...words: (number | string)[]): Buffer {
  const body = Buffer.concat(words.map((word) => (typeof word === 'string' ? Buffer.from(word) : int32(word))));
  return Buffer.concat([int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

const PROTOCOL_3 = 3 << 16;
const STARTUP = packet(PROTOCOL_3, 'user\0neondb_owner\0database\0neondb\0\0');
const message = (type: string, text: string) => Buffer.concat([Buffer.from(type), packet(text)]);
const password = () => message('p', `${new URL(neon.postgresUrl).password}\0`);

describe.skipIf(!hasPsql)('psql', () => {
  const run = promisify(execFile);
  const psql = async (...args: string[]) =>
    (await run('psql', ['--no-psqlrc', '-At', '-v', 'ON_ERROR_STOP=1', neon.postgresUrl, ...args])).stdout;

  test('runs statements and lists tables', async () => {
    await psql('-c', 'create table psql_listed (id int primary key)');
    expect(await psql('-c', '\\dt psql_listed')).toBe('public|psql_listed|table|neondb_owner\n');
    expect(await psql('-c', '\\d psql_listed')).toContain('id|integer||not null|');
  });

  test('keeps a transaction open across statements', async () => {
    expect(await psql('-c', 'begin', '-c', 'create table psql_gone ()', '-c', 'rollback', '-c', '\\dt psql_gone')).toBe(
      'BEGIN\nCREATE TABLE\nROLLBACK\n',
    );
  });

  test('copies data in and out', async () => {
    await psql('-c', 'create table psql_copied (id int, text text)');
    const imported = run('psql', ['-X', neon.postgresUrl, '-c', '\\copy psql_copied from stdin']);
    imported.child.stdin?.end('1\tone\n2\t\\N\n');
    expect((await imported).stdout).toBe('COPY 2\n');
    expect(await psql('-c', 'copy psql_copied to stdout')).toBe('1\tone\n2\t\\N\n');
  });

  test('shows the error of data that cannot be copied, and copies nothing', async () => {
    await psql('-c', 'create table psql_rejected (id int)');
    const imported = run('psql', ['-X', neon.postgresUrl, '-c', '\\copy psql_rejected from stdin']);
    imported.child.stdin?.end('1\nx\n');
    await expect(imported).rejects.toThrow('invalid input syntax for type integer: "x"');
    expect(await sql`select * from psql_rejected`).toEqual([]);
  });

  test.runIf(onPostgreSql)('and pg_dump write a script that restores the schema and the data', async () => {
    await psql('-c', 'create table dumped as select 42 as answer');
    const { stdout } = await run('pg_dump', [neon.postgresUrl, '-t', 'dumped']);
    expect(stdout).toContain('COPY public.dumped (answer) FROM stdin;\n42\n');
  });
});

describe('a client over TCP', () => {
  test('commits, rolls back, and sees its own transaction', async () => {
    await sql`create table tcp_rows (id int)`;
    await withClient(async (client) => {
      await client.query('begin');
      await client.query('insert into tcp_rows values (1)');
      expect((await client.query('select * from tcp_rows')).rows).toEqual([{ id: 1 }]);
      await client.query('rollback');
      await client.query('insert into tcp_rows values (2)');
    });
    expect(await sql`select * from tcp_rows`).toEqual([{ id: 2 }]);
  });

  test('starts with the settings in its connection string', async () => {
    const url = new URL(neon.postgresUrl);
    url.searchParams.set('application_name', 'my tool');
    url.searchParams.set('options', '-c statement_timeout=7s --search-path=pg_catalog');
    const settings = ['application_name', 'statement_timeout', 'search_path'];
    const { rows } = await withClient(
      (client) => client.query('select current_setting(name) as value from unnest($1::text[]) as name', [settings]),
      url.href,
    );
    expect(rows.map(({ value }) => value)).toEqual(['my tool', '7s', 'pg_catalog']);
  });

  test('gets the error for an invalid setting', async () => {
    const url = new URL(neon.postgresUrl);
    url.searchParams.set('options', '-c statement_timeout=soon');
    await expect(withClient(() => Promise.resolve(), url.href)).rejects.toMatchObject({ code: '22023' });
  });

  test('can cancel its statement', async () => {
    await withClient(async (client) => {
      const statement = 'select count(*) from generate_series(1, 100000000000)';
      const cancelled = expect(client.query(statement)).rejects.toMatchObject({ code: '57014' });
      const key = backendKeyOf(client);
      const cancel = () => exchange(packet(80877102, key.processId, key.secretKey));
      // A cancel request has no effect before its statement runs.
      const repeat = setInterval(cancel, 500);
      await cancelled;
      clearInterval(repeat);
    });
    await expectWorking();
  });

  test('cannot cancel the statement of another client', async () => {
    await withClient(async (client) => {
      const { processId, secretKey } = backendKeyOf(client);
      const slow = client.query('select 42 as answer from pg_sleep(3)');
      for (let guess = 1; guess <= 20; guess += 1) await exchange(packet(80877102, processId, secretKey ^ guess));
      expect((await slow).rows).toEqual([{ answer: 42 }]);
    });
  });

  test.skipIf(onPostgreSql)(
    'loses its connection when its statement crashes PGlite, and the next one works',
    async () => {
      await sql`create function tcp_descend(n int) returns int language plpgsql as
      $$ begin return tcp_descend(n + 1); end $$`;
      await withClient(async (client) => {
        await expect(client.query('select tcp_descend(1)')).rejects.toThrow();
      });
      await expectWorking();
    },
  );

  test.skipIf(onPostgreSql)('gets an error for a COPY from the client inside other statements', async () => {
    await sql`create table tcp_copied (id int)`;
    await withClient(async (client) => {
      await expect(client.query('select 1; copy tcp_copied from stdin')).rejects.toMatchObject({ code: '57014' });
      await expect(client.query('copy tcp_copied from stdin', [])).rejects.toMatchObject({ code: '57014' });
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('gets a 53300 when too many are connected', async () => {
    const clients = Array.from({ length: 101 }, () => new pg.Client(neon.postgresUrl));
    const results = await Promise.allSettled(clients.map((client) => client.connect()));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(['53300']));
    await Promise.all(clients.map((client) => client.end()));
    await expectWorking();
  });
});

/** pg keeps the key that cancels a client's statement, but its types don't include it. */
function backendKeyOf(client: pg.Client): { processId: number; secretKey: number } {
  const { processID, secretKey } = Object.fromEntries(Object.entries(client));
  return { processId: Number(processID), secretKey: Number(secretKey) };
}

describe('invalid bytes end their connection only', () => {
  const UNAUTHORIZED = 'C28P01';
  const VIOLATION = 'C08P01';
  test.each<[string, () => Buffer[], string]>([
    ['HTTP', () => [Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')], VIOLATION],
    ['random bytes', () => [Buffer.concat([Buffer.from([0, 0, 1, 0]), randomBytes(300)])], VIOLATION],
    ['a length below its own', () => [Buffer.from([0, 0, 0, 3])], VIOLATION],
    ['a negative length', () => [Buffer.from([255, 255, 255, 255])], VIOLATION],
    ['a startup packet of 2 GB', () => [Buffer.from([127, 255, 255, 255])], VIOLATION],
    ['protocol version 2', () => [packet(2 << 16, 'user\0neondb_owner\0\0')], VIOLATION],
    ['a startup packet without its end', () => [packet(PROTOCOL_3, 'user\0neondb_owner')], VIOLATION],
    ['a cancel request without a key', () => [packet(80877102)], VIOLATION],
    ['a cancel request of no one', () => [packet(80877102, 1, 1)], ''],
    ['a query before the password', () => [STARTUP, message('Q', 'select 1\0')], VIOLATION],
    ['a wrong password', () => [STARTUP, message('p', 'wrong\0'), message('Q', 'select 1\0')], UNAUTHORIZED],
    ['an empty password', () => [STARTUP, message('p', '\0')], UNAUTHORIZED],
    ['a startup packet without a user', () => [packet(PROTOCOL_3, '\0'), password()], UNAUTHORIZED],
  ])('%s', async (_, packets, code) => {
    const received = await exchange(...packets());
    expect(received).toContain(code);
    // No login succeeds: AuthenticationOk is an R of 8 bytes whose value is 0.
    expect(received).not.toContain('R\0\0\0\x08\0\0\0\0');
    await expectWorking();
  });

  test.each<[string, Buffer]>([
    ['an unknown message type', message('!', '')],
    ['a message of 2 GB', Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff])],
    ['a message with a length below its own', Buffer.from([0x51, 0, 0, 0, 1])],
  ])('%s after the login', async (_, bytes) => {
    const received = await exchange(STARTUP, password(), bytes);
    // PostgreSQL closes the connection without an error for some of them.
    if (!onPostgreSql) expect(received).toContain('FATAL');
    await expectWorking();
  });

  test('a Bind without its fields is an error of its own', async () => {
    const received = await exchange(STARTUP, password(), message('B', ''), message('S', ''), message('X', ''));
    expect(received).toContain('C08P01');
    await expectWorking();
  });

  test('encryption is refused, and the client can go on without', async () => {
    const received = await exchange(packet(80877103), STARTUP, password(), message('X', ''));
    expect(received.startsWith('N')).toBe(true);
    expect(received).toContain('server_version');
  });
});

describe('NEON_LOCAL_PG_PORT', () => {
  test('opens no port by default', async () => {
    const folder = await newFolder();
    const other = runScript([RUN], {
      NEON_LOCAL_DATA: folder,
      NEON_LOCAL_PORT: '0',
      NEON_LOCAL_PG_PORT: '',
    });
    await expect.poll(() => other.output(), { timeout: 60_000 }).toContain('Local Neon ready');
    expect(other.output()).not.toContain('Postgres protocol');
    other.kill();
    await waitForExit(other);
    await rm(folder, { recursive: true });
  });

  test.each([
    [
      'in use',
      (port: number) =>
        `Port ${port} is already in use. Stop the program that uses it, or set NEON_LOCAL_PG_PORT to another port.`,
    ],
    ['invalid', () => 'NEON_LOCAL_PG_PORT must be an integer from 0 to 65535. 0 selects a free port.'],
  ])('reports a port that is %s in one line', async (problem, line) => {
    const folder = await newFolder();
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const other = runScript([RUN], {
      ...{ NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' },
      NEON_LOCAL_PG_PORT: problem === 'in use' ? String(port) : 'postgres',
    });
    expect(await waitForExit(other)).toBe(1);
    expect(other.output().trim()).toBe(line(port));
    blocker.close();
    await rm(folder, { recursive: true });
  });
});
