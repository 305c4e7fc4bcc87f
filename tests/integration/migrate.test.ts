import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { SAMPLE_POSTS } from '@/lib/posts/samples';
import { migrate } from '@/scripts/migrate';
import { seed } from '@/scripts/seed';
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
    expect(await sql`select * from posts`).toEqual([]);
  });

  test('and sample posts can be applied by command on the running local Neon', async () => {
    for (const [script, output] of [
      ['migrate', /^Applied \d+ migration/],
      ['migrate', /^The database is up to date/],
      ['seed', /^Created \d+ sample posts/],
      ['seed', /^The sample posts already exist/],
    ] as const) {
      const command = runScript([`scripts/${script}.ts`], { NEON_LOCAL_DATA: neon.folder });
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
    const text = await readFile('drizzle/0002_own_posts.sql', 'utf8');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await sql.transaction(text.split('--> statement-breakpoint').map((statement) => sql.query(statement)));
    }
    const [owner] = await sql`select rolsuper from pg_roles where rolname = current_user`;
    expect(owner).toEqual({ rolsuper: false });
    const policies = await sql`select policyname, roles from pg_policies where tablename = 'posts' order by 1`;
    expect(policies).toEqual([
      { policyname: 'posts_own', roles: '{app_user}' },
      { policyname: 'posts_rate_limit', roles: '{app_user}' },
    ]);
  });

  test('match lib/db/schema.ts: drizzle-kit has nothing to generate', async () => {
    // drizzle-kit accepts only paths inside the project.
    const copy = await mkdtemp('.drizzle-');
    await cp('drizzle', copy, { recursive: true });
    const kit = ['node_modules/drizzle-kit/bin.cjs', 'generate', '--dialect=postgresql'];
    const command = runScript([...kit, '--schema=./lib/db/schema.ts', `--out=./${copy}`], {});
    expect(await waitForExit(command)).toBe(0);
    await rm(copy, { recursive: true });
    expect(command.output()).toContain('No schema changes');
  });

  test('deny by default: a role without a policy reads no posts', async () => {
    await migrate(url);
    await seed(url);
    const results = await sql.transaction([
      sql`create role other_role`,
      sql`grant other_role to current_user`,
      sql`grant usage on schema public to other_role`,
      sql`grant select on posts to other_role`,
      sql`select count(*)::int as count from posts`,
      sql`set local role other_role`,
      sql`select count(*)::int as count from posts`,
      sql`reset role`,
      sql`drop owned by other_role`,
      sql`drop role other_role`,
    ]);
    expect(results[4]).toEqual([{ count: SAMPLE_POSTS.length }]);
    expect(results[6]).toEqual([{ count: 0 }]);
  });
});

describe('sample posts', () => {
  test('are written once, even when seeded concurrently', async () => {
    await migrate(url);
    const counts = await Promise.all([seed(url), seed(url), seed(url)]);
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, SAMPLE_POSTS.length]);
    expect(await seed(url)).toBe(0);
    expect(await sql`select content, is_published from posts order by created_at`).toEqual(
      SAMPLE_POSTS.map(({ content, isDraft = false }) => ({ content, is_published: !isDraft })),
    );
  });

  test('are public through the view, except the draft', async () => {
    await migrate(url);
    await seed(url);
    const rows = await sql`select content from published_posts order by created_at desc, id desc`;
    const published = SAMPLE_POSTS.filter(({ isDraft }) => !isDraft).map(({ content }) => content);
    expect(rows.map((row) => row.content)).toEqual(published.toReversed());
    expect(published.slice(-2)).toEqual(['Hello from Neon', 'Welcome to your new backend']);
  });

  test('are read newest first from the index', async () => {
    await migrate(url);
    await sql`insert into posts (user_id, content, is_published)
      select gen_random_uuid(), 'post ' || n, true from generate_series(1, 5000) n`;
    await sql`analyze posts`;
    const plan = await sql`explain select * from published_posts order by created_at desc, id desc limit 10`;
    expect(JSON.stringify(plan)).toContain('Index Scan using posts_published_newest');
  });
});
