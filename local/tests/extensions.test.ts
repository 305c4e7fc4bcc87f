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

/** Extensions that a database's owner can create on any server. */
const TRUSTED = [
  ...['btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'fuzzystrmatch', 'hstore', 'intarray', 'isn', 'lo'],
  ...['ltree', 'pg_trgm', 'pgcrypto', 'seg', 'tablefunc', 'tcn', 'tsm_system_rows', 'tsm_system_time', 'unaccent'],
  'uuid-ossp',
];
/** Extensions that need a superuser elsewhere. */
const UNTRUSTED = ['autoinc', 'bloom', 'earthdistance', 'insert_username', 'moddatetime', 'refint', 'vector'];

async function create(name: string): Promise<void> {
  expect(await sql`select extname from pg_extension where extname = ${name}`).toEqual([]);
  await sql.query(`create extension "${name}"`);
  expect(await sql`select extname from pg_extension where extname = ${name}`).toEqual([{ extname: name }]);
}

test.each(TRUSTED)('the owner can create %s', create);
test.skipIf(process.env.NEON_LOCAL_POSTGRES).each(UNTRUSTED)('the owner can create %s, as on Neon', create);

test('created extensions work', async () => {
  const [row] = await sql`select unaccent('Hôtel') as word, 'a=>1'::hstore -> 'a' as value,
    'top.middle'::ltree <@ 'top' as below, similarity('word', 'words')::numeric(2, 1)::text as similarity`;
  expect(row).toEqual({ word: 'Hotel', value: '1', below: true, similarity: '0.6' });
});

test.skipIf(process.env.NEON_LOCAL_POSTGRES)('vectors are searched with an index', async () => {
  await sql`create table items (id int, embedding vector(3))`;
  await sql`create index on items using hnsw (embedding vector_l2_ops)`;
  await sql`insert into items select n, array[n, n, n]::vector from generate_series(1, 500) n`;
  const [nearest] = await sql`select id from items order by embedding <-> '[40.2, 40, 40]' limit 1`;
  expect(nearest).toEqual({ id: 40 });
});
