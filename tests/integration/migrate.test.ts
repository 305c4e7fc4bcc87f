import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { migrate } from '@/scripts/migrate';
import { dropMigrations, runScript, startTestNeon, type TestNeon, waitForExit } from '../support/neon';

let neon: TestNeon;
let url: string;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  url = neon.environment.DATABASE_URL;
  sql = connect(url);
});
afterAll(() => neon.stop());

beforeEach(() => dropMigrations(sql));

describe('migrations', () => {
  test('are applied once when run repeatedly', async () => {
    expect(await migrate(url)).toBeGreaterThan(0);
    expect(await migrate(url)).toBe(0);
  });

  test('are applied once when run concurrently', async () => {
    const counts = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    const [recorded] = await sql`select count(*)::int as count from drizzle.__drizzle_migrations`;
    expect(counts.reduce((sum, count) => sum + count)).toBe(recorded?.count);
    expect(await sql`select * from rate_limits`).toEqual([]);
  });

  test('can be applied by command on the running local Neon', async () => {
    for (const output of [/^Applied \d+ migration/, /^The database is up to date/]) {
      const command = runScript(['scripts/migrate.ts'], { NEON_LOCAL_DATA: neon.folder });
      expect(await waitForExit(command)).toBe(0);
      expect(command.output()).toMatch(output);
    }
  });

  test('say where to find the cause when Postgres rejects the password', async () => {
    const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
    const command = runScript(['scripts/migrate.ts'], { DATABASE_URL: wrong });
    expect([await waitForExit(command), command.output()]).toEqual([
      1,
      'Postgres rejected the user or password in DATABASE_URL. Check the set-up: npm run doctor\n',
    ]);
  });

  test('that fail leave no tables and no record, and can be retried', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
    const write = async (second: string) => {
      await mkdir(path.join(folder, 'meta'), { recursive: true });
      const entries = ['0000_first', '0001_second'].map((tag, idx) => ({
        idx,
        tag,
        when: idx,
        version: '7',
        breakpoints: true,
      }));
      await writeFile(path.join(folder, 'meta/_journal.json'), JSON.stringify({ entries }));
      await writeFile(path.join(folder, '0000_first.sql'), 'create table first (id int)');
      await writeFile(
        path.join(folder, '0001_second.sql'),
        `create table second (id int);\n--> statement-breakpoint\n${second}`,
      );
    };

    await write('create table second (id int)');
    await expect(migrate(url, folder)).rejects.toThrow('already exists');
    const tables = async () =>
      (await sql`select tablename from pg_tables where schemaname = 'public' order by 1`).map((row) => row.tablename);
    expect(await tables()).toEqual(['first']);

    await write('create table third (id int)');
    expect(await migrate(url, folder)).toBe(1);
    expect(await tables()).toEqual(['first', 'second', 'third']);
    await rm(folder, { recursive: true });
  });

  test('that create the role and its policies can be run twice by an owner who is not a superuser', async () => {
    await migrate(url);
    const files = (await readdir('drizzle')).filter((name) => name.endsWith('.sql'));
    const texts = await Promise.all(files.map((name) => readFile(`drizzle/${name}`, 'utf8')));
    const text = texts.find((migration) => migration.includes('CREATE ROLE')) ?? '';
    const policies = () => sql`select policyname, roles from pg_policies where schemaname = 'public' order by 1`;
    const before = await policies();
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await sql.transaction(text.split('--> statement-breakpoint').map((statement) => sql.query(statement)));
    }
    const [owner] = await sql`select rolsuper from pg_roles where rolname = current_user`;
    expect(owner).toEqual({ rolsuper: false });
    expect(await policies()).toEqual(before);
  });

  test('match the tables in lib/: drizzle-kit has nothing to generate', async () => {
    // drizzle-kit accepts only paths inside the project.
    const copy = await mkdtemp('.drizzle-');
    await cp('drizzle', copy, { recursive: true });
    const kit = ['node_modules/drizzle-kit/bin.cjs', 'generate', '--dialect=postgresql'];
    const command = runScript([...kit, '--schema=./lib/{db/schema,*/table}.ts', `--out=./${copy}`], {});
    expect(await waitForExit(command)).toBe(0);
    await rm(copy, { recursive: true });
    expect(command.output()).toContain('No schema changes');
  });

  test('deny by default: a role without a policy reads nothing', async () => {
    await migrate(url);
    const results = await sql.transaction([
      sql`insert into rate_limits (key, tries, resets_at) values ('a', 1, now())`,
      sql`create role other_role`,
      sql`grant other_role to current_user`,
      sql`grant usage on schema public to other_role`,
      sql`grant select on rate_limits to other_role`,
      sql`select count(*)::int as count from rate_limits`,
      sql`set local role other_role`,
      sql`select count(*)::int as count from rate_limits`,
      sql`reset role`,
      sql`drop owned by other_role`,
      sql`drop role other_role`,
    ]);
    expect(results[5]).toEqual([{ count: 1 }]);
    expect(results[7]).toEqual([{ count: 0 }]);
  });
});
