import { beforeAll, expect, test } from 'vitest';
import { connect } from './support/connect';

const sql = connect(process.env.DATABASE_URL ?? '');

beforeAll(async () => {
  await sql.transaction([
    sql`create table deferred_parents (id int primary key)`,
    sql`create table deferred_children (
      id int primary key,
      parent int references deferred_parents deferrable initially deferred,
      rank int unique deferrable initially deferred)`,
    sql`insert into deferred_parents values (1)`,
    sql`insert into deferred_children values (1, 1, 1)`,
    sql`create function reject_thirteen() returns trigger language plpgsql as $$ begin
      if new.rank = 13 then raise exception 'not 13'; end if; return null; end $$`,
    sql`create constraint trigger reject_thirteen after insert or update on deferred_children
      deferrable initially deferred for each row execute function reject_thirteen()`,
  ]);
});

/** Statements that fail when their transaction commits, with the error. */
const FAILING_COMMITS: [string, string, object][] = [
  [
    'a deferred foreign key',
    'insert into deferred_children values (2, 99, 2)',
    { code: '23503', constraint: 'deferred_children_parent_fkey', severity: 'ERROR' },
  ],
  [
    'a deferred unique constraint',
    'insert into deferred_children values (2, 1, 1)',
    { code: '23505', constraint: 'deferred_children_rank_key' },
  ],
  [
    'a deferred constraint trigger',
    'insert into deferred_children values (2, 1, 13)',
    { code: 'P0001', message: 'not 13', where: expect.stringContaining('reject_thirteen()') },
  ],
  [
    'a deferred constraint after many returned rows',
    'insert into deferred_children select n, 1, 1 from generate_series(2, 2500) n returning id',
    { code: '23505' },
  ],
];

const children = () => sql`select id, parent, rank from deferred_children`;

test.each(FAILING_COMMITS)('a query that violates %s at its commit is rejected', async (_name, statement, error) => {
  await expect(sql.query(statement)).rejects.toMatchObject(error);
  expect(await children()).toEqual([{ id: 1, parent: 1, rank: 1 }]);
});

test.each(FAILING_COMMITS)('a batch that violates %s at its commit is rejected', async (_name, statement, error) => {
  await expect(sql.transaction([sql.query(statement), sql`select 1`])).rejects.toMatchObject(error);
  expect(await children()).toEqual([{ id: 1, parent: 1, rank: 1 }]);
});

test('a batch that satisfies its deferred constraints before it commits is accepted', async () => {
  await sql.transaction([
    sql`insert into deferred_children values (3, 3, 3)`,
    sql`insert into deferred_parents values (3)`,
    sql`delete from deferred_children where id = 3`,
    sql`delete from deferred_parents where id = 3`,
  ]);
  expect(await children()).toEqual([{ id: 1, parent: 1, rank: 1 }]);
});
