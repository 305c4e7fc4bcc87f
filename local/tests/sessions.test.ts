import { rm } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { readAuthSchema } from '../auth/schema';
import { createCluster } from '../postgres/pglite-thread';
import { connect } from './support/connect';
import { newFolder, startTestNeon } from './support/neon';

const sql = connect(process.env.DATABASE_URL ?? '');
const isPGlite = !process.env.NEON_LOCAL_POSTGRES;

describe('the login', () => {
  const OWNER = {
    current_user: 'neondb_owner',
    session_user: 'neondb_owner',
    rolsuper: false,
    ...{ rolinherit: true, rolcreaterole: true, rolcreatedb: true, rolbypassrls: true, rolreplication: true },
  };

  test("isn't a superuser, and has the attributes of Neon's", async () => {
    const rows = await sql`select current_user, session_user, rolsuper, rolinherit, rolcreaterole, rolcreatedb,
      rolbypassrls, rolreplication from pg_roles where rolname = current_user`;
    expect(rows).toEqual([OWNER]);
    await expect(sql`set role postgres`).rejects.toMatchObject({ code: '42501' });
  });

  test('is a member of neon_superuser, which can read and write all data', async () => {
    const [row] = await sql`select pg_has_role('neon_superuser', 'usage') as member, rolcanlogin, rolsuper,
      rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
      pg_has_role('neon_superuser', 'pg_read_all_data', 'usage') as reads,
      pg_has_role('neon_superuser', 'pg_write_all_data', 'usage') as writes,
      pg_has_role('neon_superuser', 'pg_monitor', 'usage') as monitors
      from pg_roles where rolname = 'neon_superuser'`;
    expect(row).toEqual({
      member: true,
      ...{ rolcanlogin: false, rolsuper: false, rolcreaterole: true, rolcreatedb: true },
      ...{ rolbypassrls: true, rolreplication: true, reads: true, writes: true, monitors: true },
    });
    await sql.transaction([sql`set local role neon_superuser`, sql`select 1`]);
  });

  test('owns the database', async () => {
    const rows = await sql`select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`;
    expect(rows).toEqual([{ owner: 'neondb_owner' }]);
  });

  test.skipIf(!isPGlite)('gets its attributes in a data folder of an earlier version', async () => {
    const folder = await newFolder();
    await createCluster(path.join(folder, 'postgres'), await readAuthSchema());
    const database = await PGlite.create({ dataDir: path.join(folder, 'postgres'), database: 'neondb' });
    await database.exec(`drop owned by neon_superuser; drop role neon_superuser;
      alter role neondb_owner noreplication; create table kept as select 42 as answer;
      alter table kept owner to neondb_owner`);
    await database.close();
    const neon = await startTestNeon(folder);
    const earlier = connect(neon.environment.DATABASE_URL);
    expect(await earlier`select answer from kept`).toEqual([{ answer: 42 }]);
    expect(
      await earlier`select rolreplication, pg_has_role('neon_superuser', 'usage') as member
        from pg_roles where rolname = current_user`,
    ).toEqual([{ rolreplication: true, member: true }]);
    expect(await earlier`show search_path`).toEqual([{ search_path: '"$user", public' }]);
    await neon.stop();
    await rm(folder, { recursive: true });
  });
});

describe('a session', () => {
  test.each([
    ['search_path', '"$user", public'],
    ['TimeZone', 'GMT'],
    ['DateStyle', 'ISO, MDY'],
    ['IntervalStyle', 'postgres'],
    ['client_encoding', 'UTF8'],
    ['server_encoding', 'UTF8'],
    ['standard_conforming_strings', 'on'],
  ])('starts with %s = %s', async (name, value) => {
    expect(await sql`select current_setting(${name}) as value`).toEqual([{ value }]);
  });

  test("uses a schema with the login's name first, if it exists", async () => {
    const results = await sql.transaction([
      sql`create schema neondb_owner`,
      sql`create table neondb_owner.located as select 'user' as place`,
      sql`create table public.located as select 'public' as place`,
      sql`select place from located`,
      sql`drop schema neondb_owner cascade`,
      sql`drop table public.located`,
    ]);
    expect(results[3]).toEqual([{ place: 'user' }]);
  });

  test('sorts by code point and changes the case of all letters, as C.UTF-8 does', async () => {
    const [row] = await sql`select upper('éßñ') as upper, lower('ÀÉİ') as lower, initcap('été') as capitals,
      'É' ilike 'é' as matches, 'É' ~* 'é' as matches_pattern,
      array(select word from unnest(array['b', 'a', 'É', 'Z', 'é', 'z', '_']) word order by word) as words`;
    expect(row).toMatchObject({
      ...{ upper: 'ÉßÑ', capitals: 'Été', matches: true, matches_pattern: true },
      words: ['Z', '_', 'a', 'b', 'z', 'É', 'é'],
    });
    expect(row?.lower).toMatch(/^àé/);
  });

  test('has the settings of its database and its role, from the next request', async () => {
    const [row] = await sql`select current_database() as database`;
    await sql.query(`alter database ${row?.database} set work_mem = '9MB'`);
    await sql.query(`alter database ${row?.database} set maintenance_work_mem = '8MB'`);
    await sql.query(`alter role neondb_owner in database ${row?.database} set maintenance_work_mem = '7MB'`);
    const settings = () =>
      sql`select current_setting('work_mem') as sort, current_setting('maintenance_work_mem') as index`;
    expect(await settings()).toEqual([{ sort: '9MB', index: '7MB' }]);
    await sql.query(`alter role neondb_owner in database ${row?.database} reset all`);
    await sql.query(`alter database ${row?.database} reset all`);
    expect(await settings()).toEqual([{ sort: '4MB', index: '64MB' }]);
  });

  test.skipIf(isPGlite)('has these settings whatever the settings of the server', async () => {
    const admin = new pg.Client(process.env.NEON_LOCAL_POSTGRES);
    await admin.connect();
    try {
      await admin.query(`alter system set timezone = 'Asia/Tokyo'`);
      await admin.query(`alter system set datestyle = 'SQL, DMY'`);
      await admin.query('select pg_reload_conf()');
      await expect.poll(async () => (await admin.query('show timezone')).rows).toEqual([{ TimeZone: 'Asia/Tokyo' }]);
      const neon = await startTestNeon();
      const [row] = await connect(neon.environment.DATABASE_URL)`
        select '2026-01-02 23:00:00+00'::timestamptz::date::text as day, now()::text as now`;
      expect(row).toEqual({ day: '2026-01-02', now: expect.stringMatching(/^\d{4}-.*\+00$/) });
      await neon.stop();
    } finally {
      await admin.query('alter system reset all');
      await admin.query('select pg_reload_conf()');
      await admin.end();
    }
  });
});
