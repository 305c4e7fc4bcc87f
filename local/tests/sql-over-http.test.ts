import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { NeonDbError } from '@neondatabase/serverless';
import { sql as query } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/neon-http';
import { expect, test } from 'vitest';
import { connect } from './support/connect';

const url = process.env.DATABASE_URL ?? '';
const sql = connect(url);
/** This machine's network address, if it has one. */
const NETWORK_ADDRESS = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal);

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const { port } = new URL(url);
  return fetch(`http://127.0.0.1:${port}/sql`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Neon-Connection-String': url, ...headers },
  });
}

test('a query returns typed rows', async () => {
  const rows = await sql`select ${42}::int as number, ${'text'} as text, ${true}::boolean as truth, null as nothing`;
  expect(rows).toEqual([{ number: 42, text: 'text', truth: true, nothing: null }]);
});

test('JSON parameters of every type become Postgres values', async () => {
  const [row] = await sql`select ${[1, 2, 3]}::int[] as list, ${['a "quoted" \\ one', null]}::text[] as words,
    ${{ a: [1] }}::jsonb as document`;
  expect(row).toEqual({ list: [1, 2, 3], words: ['a "quoted" \\ one', null], document: { a: [1] } });
});

test('an error contains the fields of the Postgres error', async () => {
  const error = await sql`select * from nowhere`.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NeonDbError);
  expect(error).toMatchObject({
    code: '42P01',
    severity: 'ERROR',
    position: '15',
    message: expect.stringContaining('nowhere'),
  });
});

test('a batch is one transaction: all statements apply or none does', async () => {
  await sql`create table batch (id int primary key)`;
  const failing = sql.transaction([sql`insert into batch values (1)`, sql`insert into batch values (1)`]);
  await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'batch_pkey' });
  expect(await sql`select * from batch`).toEqual([]);
  await sql.transaction([sql`insert into batch values (1)`, sql`insert into batch values (2)`]);
  expect(await sql`select count(*)::int as count from batch`).toEqual([{ count: 2 }]);
});

test('a batch runs with the requested transaction modes, and the response confirms them', async () => {
  const response = await post(
    { queries: [{ query: 'select current_setting($1) as level', params: ['transaction_isolation'] }] },
    { 'Neon-Batch-Isolation-Level': 'Serializable', 'Neon-Batch-Read-Only': 'true' },
  );
  expect(response.headers.get('neon-batch-isolation-level')).toBe('Serializable');
  expect(response.headers.get('neon-batch-read-only')).toBe('true');
  expect(await response.json()).toMatchObject({ results: [{ rows: [{ level: 'serializable' }] }] });
  await expect(sql.transaction([sql`create table never (id int)`], { readOnly: true })).rejects.toMatchObject({
    code: '25006',
  });
});

test.each([
  ['ReadUncommitted', 'read uncommitted'],
  ['ReadCommitted', 'read committed'],
  ['RepeatableRead', 'repeatable read'],
  ['Serializable', 'serializable'],
])('a batch runs with isolation level %s on request', async (level, name) => {
  const queries = [{ query: `select current_setting('transaction_isolation') as level` }];
  const response = await post({ queries }, { 'Neon-Batch-Isolation-Level': level, 'Neon-Batch-Deferrable': 'true' });
  expect(response.headers.get('neon-batch-isolation-level')).toBe(level);
  expect(response.headers.get('neon-batch-deferrable')).toBe('true');
  expect(response.headers.get('neon-batch-read-only')).toBeNull();
  expect(await response.json()).toMatchObject({ results: [{ rows: [{ level: name }] }] });
});

test('batches from the driver and Drizzle are typed, ordered and atomic', async () => {
  const db = drizzle(sql);
  await sql`create table drizzled (id int primary key)`;
  const [, second] = await db.batch([
    db.execute(query`insert into drizzled values (1)`),
    db.execute(query`select count(*)::int as count from drizzled`),
  ]);
  expect(second.rows).toEqual([{ count: 1 }]);
  const failing = db.batch([
    db.execute(query`insert into drizzled values (2)`),
    db.execute(query`insert into drizzled values (1)`),
  ]);
  await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'drizzled_pkey' });
  expect(await sql`select id from drizzled`).toEqual([{ id: 1 }]);
  const [first] = await sql.transaction((transaction) => [transaction`select 7 as seven`], {
    arrayMode: true,
    fullResults: true,
  });
  expect(first).toMatchObject({ rows: [[7]], rowCount: 1, command: 'SELECT', rowAsArray: true });
});

test('no session state leaks from one request to the next', async () => {
  await sql.transaction([
    sql`set application_name = 'mine'`,
    sql`create temporary table mine (id int)`,
    sql`set timezone = 'Asia/Tokyo'`,
  ]);
  await sql`begin`;
  const [row] = await sql`select current_setting('application_name') as name, to_regclass('mine') as table,
    current_setting('timezone') as zone, pg_current_xact_id_if_assigned() as transaction`;
  expect(row).toMatchObject({ name: '', table: null, transaction: null });
  expect(row?.zone).not.toBe('Asia/Tokyo');
});

test.skipIf(!NETWORK_ADDRESS)('local Neon is unreachable from other machines', async () => {
  const { port } = new URL(url);
  await expect(fetch(`http://${NETWORK_ADDRESS?.address}:${port}/`)).rejects.toThrow();
});

test('a foreign Host header is rejected (DNS rebinding)', async () => {
  const { port } = new URL(url);
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `evil.example:${port}` };
    get({ host: '127.0.0.1', port, path: '/mailbox.json', headers }, (response) => resolve(response.statusCode)).on(
      'error',
      reject,
    );
  });
  expect(status).toBe(403);
});

test('Drizzle returns times with millisecond precision', async () => {
  const { rows } = await drizzle(sql).execute(query`select '2026-01-02 03:04:05.678+00'::timestamptz(3) as at`);
  expect(new Date(String(rows[0]?.at)).toISOString()).toBe('2026-01-02T03:04:05.678Z');
});

test.each([999, 1_000, 1_001, 2_500])('the row count of %i rows is exact', async (count) => {
  const selected = await post({ query: `select n from generate_series(1, ${count}) n` });
  expect(await selected.json()).toMatchObject({ command: 'SELECT', rowCount: count });
  await sql`create table if not exists counted (n int)`;
  const inserted = await post({ query: `insert into counted select generate_series(1, ${count}) returning n` });
  expect(await inserted.json()).toMatchObject({ command: 'INSERT', rowCount: count });
});
