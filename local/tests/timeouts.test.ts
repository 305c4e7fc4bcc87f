import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './support/connect';
import { startTestNeon, type TestNeon } from './support/neon';

let neon: TestNeon;
let sql: ReturnType<typeof connect>;
beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
});
afterAll(() => neon.stop());

test.each([
  ['a slow query', 'select count(*) from generate_series(1, 100000000000)'],
  ['a sleeping query', 'select pg_sleep(30)'],
])('a statement timeout cancels %s and its batch', async (_name, statement) => {
  await sql`create table if not exists timed (id int)`;
  const batch = sql.transaction([
    sql`insert into timed values (1)`,
    sql`set local statement_timeout = '500ms'`,
    sql.query(statement),
  ]);
  await expect(batch).rejects.toMatchObject({
    code: '57014',
    message: 'canceling statement due to statement timeout',
  });
  expect(await sql`select * from timed`).toEqual([]);
});

test('a statement timeout leaves faster statements and later requests alone', async () => {
  const start = Date.now();
  await sql.transaction([
    sql`set statement_timeout = '2s'`,
    sql`select pg_sleep(1.2)`,
    sql`select pg_sleep(1.2)`,
    sql`set statement_timeout = 0`,
    sql`select pg_sleep(0.1)`,
  ]);
  await sql`set statement_timeout = '1s'`;
  await sql`select pg_sleep(1.5)`;
  expect(Date.now() - start).toBeGreaterThan(3_900);
});

test('the statement timeout of a batch can precede its isolation level', async () => {
  const results = await sql.transaction([
    sql`set local statement_timeout = '1min'`,
    sql`set transaction isolation level serializable`,
    sql`select current_setting('transaction_isolation') as level`,
  ]);
  expect(results[2]).toEqual([{ level: 'serializable' }]);
});

// PGlite has one session, so nothing waits for a lock.
test.skipIf(!process.env.NEON_LOCAL_POSTGRES)('a lock timeout cancels a statement that waits for a lock', async () => {
  await sql`create table locked (id int)`;
  const holder = sql.transaction([sql`lock table locked`, sql`select pg_sleep(2)`]);
  const isLocked = () => sql`select from pg_locks where relation = 'locked'::regclass and granted`;
  await expect.poll(async () => (await isLocked()).length).toBeGreaterThan(0);
  const waiter = sql.transaction([sql`set local lock_timeout = '100ms'`, sql`lock table locked`]);
  await expect(waiter).rejects.toMatchObject({ code: '55P03' });
  await holder;
});
