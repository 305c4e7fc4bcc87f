import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { openPGlite } from '@/local/postgres/pglite';
import { ended, newFolder, startTestNeon, type TestNeon } from '../../support/neon';

let neon: TestNeon;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
  await sql`create function descend(n int) returns int language plpgsql as $$ begin return descend(n + 1); end $$`;
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

const works = async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);

describe('hostile input gets an error, and the next query works', () => {
  test.each<[string, { query: string; params?: unknown[] }, number, string | null]>([
    ['COPY from the client', { query: 'copy pg_class from stdin' }, 400, '0A000'],
    ['COPY behind a comment', { query: '/* a */ -- b\n copy pg_class from stdin' }, 400, '0A000'],
    ['COPY behind an empty statement', { query: ' ; copy pg_class from stdin' }, 400, '0A000'],
    ['COPY behind a comment that ends with a return', { query: '-- a\rcopy pg_class from stdin' }, 400, '0A000'],
    ['COPY behind a comment in a comment', { query: '/* a /* b */ */copy pg_class from stdin' }, 400, '0A000'],
    ['a query behind a thousand comments', { query: `${'/* a */\n'.repeat(1_000)}select 1` }, 200, null],
    ['a query that is a comment without end', { query: '/* copy' }, 400, '42601'],
    ['a NUL in a parameter', { query: 'select $1::text', params: ['a\0b'] }, 400, '22021'],
    ['a NUL in a list', { query: 'select $1::text[]', params: [['a\0b']] }, 400, '22021'],
    ['a NUL in the query', { query: 'select 1 \0' }, 400, '22021'],
    ['a lone surrogate', { query: 'select $1::text', params: ['\ud800'] }, 400, '22021'],
    ['70,000 parameters', { query: 'select 1', params: Array.from({ length: 70_000 }, () => '1') }, 400, '08P01'],
    [
      'a result of 100 MB in many rows',
      { query: `select repeat('x', 1000) from generate_series(1, 100000)` },
      507,
      null,
    ],
    ['a result of 100 MB in one value', { query: `select repeat('x', 100000000)` }, 507, null],
    ['millions of rows that hold nothing', { query: 'select null from generate_series(1, 3000000)' }, 507, null],
    ['a division by zero', { query: 'select 1/0' }, 400, '22012'],
    ['a query of nothing', { query: '' }, 200, null],
  ])('%s', async (_what, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    const said: { message?: string; code?: string } = await answer.json();
    if (code) expect(said.code).toBe(code);
    if (status !== 200) expect(said.message).toMatch(/./);
    await works();
  });

  test('a batch whose results are too large together', async () => {
    const answer = await post({
      queries: Array.from({ length: 3 }, () => ({ query: `select repeat('x', 30000000)` })),
    });
    expect(answer.status).toBe(507);
    await works();
  });

  test('recursion without end', async () => {
    // PostgreSQL notices it; PGlite breaks down and is started again.
    const answer = await post({ query: 'select descend(1)' });
    expect([400, 500]).toContain(answer.status);
    await works();
  });

  test('a request of more than 64 MB', async () => {
    const answer = await post({ query: 'select $1::text', params: ['x'.repeat(65 * 2 ** 20)] });
    expect(answer.status).toBe(413);
    await works();
  });
});

test('work ends when the one who asked hangs up', async () => {
  const hangUp = new AbortController();
  const endless = post({ query: 'select count(*) from generate_series(1, 100000000000)' }, hangUp.signal);
  const waiting = expect(endless).rejects.toThrow();
  await post({ query: 'select 1' }, AbortSignal.timeout(500)).catch(() => {});
  hangUp.abort();
  await waiting;
  await works();
  const left = () =>
    sql`select pid from pg_stat_activity where query like '%100000000000%' and pid <> pg_backend_pid()`;
  await expect.poll(left, { timeout: 10_000 }).toEqual([]);
});

test.skipIf(!process.env.NEON_LOCAL_POSTGRES)('a PostgreSQL that drops its connections is asked again', async () => {
  const server = new pg.Client(process.env.NEON_LOCAL_POSTGRES);
  await server.connect();
  const cut = sql`select pg_sleep(30)`.then(
    () => 'answered',
    () => 'refused',
  );
  const drop = () =>
    server.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(30)'`);
  await expect.poll(async () => (await drop()).rowCount, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await cut).toBe('refused');
  await works();
  await server.end();
});

test.each([999, 1_000, 1_001, 2_500])('%i rows are counted as so many', async (count) => {
  const selected = await post({ query: `select n from generate_series(1, ${count}) n` });
  expect(await selected.json()).toMatchObject({ command: 'SELECT', rowCount: count });
  await sql`create table if not exists counted (n int)`;
  const inserted = await post({ query: `insert into counted select generate_series(1, ${count}) returning n` });
  expect(await inserted.json()).toMatchObject({ command: 'INSERT', rowCount: count });
});

test.each(['citext', 'pg_trgm', 'pgcrypto', 'uuid-ossp'])('the extension %s is there, as on Neon', async (name) => {
  await sql.query(`create extension if not exists "${name}"`);
  expect(await sql`select extname from pg_extension where extname = ${name}`).toEqual([{ extname: name }]);
});

test('a statement past its time limit is ended, and the next one works', async () => {
  const folder = await newFolder();
  const engine = await openPGlite(path.join(folder, 'postgres'), 1_000);
  const client = await engine.connect();
  await expect(client.query('select count(*) from generate_series(1, 100000000000)')).rejects.toMatchObject({
    fields: { code: '57014' },
  });
  await expect(client.query('select 1')).rejects.toThrow('started again');
  await client.release();
  const next = await engine.connect();
  expect((await next.query('select 1')).rows).toEqual([['1']]);
  await next.release();
  await engine.close();
  await rm(folder, { recursive: true });
});

test('being killed twenty times loses nothing that was acknowledged, and tears nothing', async () => {
  const folder = await newFolder();
  const acknowledged = new Set<string>();
  let victim = await startTestNeon(folder);
  await connect(victim.environment.DATABASE_URL)`create table survivors (id text primary key, twin text not null)`;
  for (let round = 0; round < 20; round += 1) {
    const write = connect(victim.environment.DATABASE_URL);
    let killed = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; !killed; count += 1) {
        const id = `${round}-${writer}-${count}`;
        const done = await write
          .transaction([
            write`insert into survivors values (${id}, '')`,
            write`update survivors set twin = ${id} where id = ${id}`,
          ])
          .then(
            () => true,
            () => false,
          );
        if (done) acknowledged.add(id);
      }
    });
    const enough = acknowledged.size + 40;
    await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(enough);
    victim.process.kill('SIGKILL');
    await ended(victim.process);
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
}, 240_000);

test('it refuses to serve a production environment', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/run.ts'], {
    env: { ...process.env, NODE_ENV: 'production', NEON_LOCAL_PORT: '0', NEON_LOCAL_DATA: neon.folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  expect(await ended(child)).toBe(1);
  expect(said).toContain('NODE_ENV');
});

test('it stays below 1 GB of memory', async () => {
  const { rows } = await (await post({ query: 'select 1' })).json();
  expect(rows).toHaveLength(1);
  const answer: { residentBytes: number } = await (await fetch(`${neon.origin}/status.json`)).json();
  expect(answer.residentBytes).toBeLessThan(2 ** 30);
});
