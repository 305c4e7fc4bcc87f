import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { migrate } from '@/scripts/migrate';
import { dropMigrations, runScript, startTestNeon, type TestNeon, waitForExit } from '../support/neon';

let neon: TestNeon;
let url: string;
let sql: ReturnType<typeof connect>;
let folder: string;

beforeAll(async () => {
  neon = await startTestNeon();
  url = neon.environment.DATABASE_URL;
  sql = connect(url);
});
afterAll(() => neon.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await dropMigrations(sql);
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a folder of migrations, as drizzle-kit does. */
async function write(migrations: Record<string, string[]>, target = folder): Promise<void> {
  await mkdir(path.join(target, 'meta'), { recursive: true });
  const entries = Object.keys(migrations).map((tag, idx) => ({ idx, tag, when: idx, version: '7', breakpoints: true }));
  await writeFile(path.join(target, 'meta/_journal.json'), JSON.stringify({ entries }));
  for (const [tag, statements] of Object.entries(migrations)) {
    await writeFile(path.join(target, `${tag}.sql`), statements.join('--> statement-breakpoint\n'));
  }
}

/** Returns the lines of the error that `migrate` throws. */
async function errorLines(): Promise<string[]> {
  const error = await migrate(url, folder).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message.split('\n');
}

const tables = async () =>
  (await sql`select tablename from pg_tables where schemaname = 'public' order by 1`).map((row) => row.tablename);

describe('the error of a failing migration', () => {
  test("names the file, the statement and Postgres's message", async () => {
    await write({
      '0000_first': ['create table first (id int);\n'],
      '0001_second': [
        'create table second (id int);\n',
        '\n-- Why\ncreate table third (\n  id nonsense\n);\n',
        'select 1;',
      ],
    });
    expect(await errorLines()).toEqual([
      `Migration ${path.join(folder, '0001_second.sql')} failed at statement 2 of 3, and nothing of it was applied.`,
      '',
      '    -- Why',
      '    create table third (',
      '      id nonsense',
      '    );',
      '',
      'Postgres: type "nonsense" does not exist',
      'Correct the statement, then run the migrations again.',
    ]);
    expect(await tables()).toEqual(['first']);
  });

  test("includes Postgres's detail and hint, and shortens a long statement", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `-- line ${index + 1}\n`).join('');
    await write({
      '0000_first': ['create table first (id int);\n', 'insert into first values (1), (1);\n'],
      '0001_second': [`${lines}alter table first add unique (id);`],
    });
    const message = (await errorLines()).join('\n');
    expect(message).toContain('failed at statement 1 of 1');
    expect(message).toContain('    -- line 1\n');
    expect(message).toContain('\n    ...\n');
    expect(message).toContain('Detail: Key (id)=(1) is duplicated.');
    expect(message).not.toContain('-- line 30');
  });

  test('advises a breakpoint between two statements', async () => {
    await write({ '0000_first': ['create table first (id int);\ncreate table second (id int);'] });
    const lines = await errorLines();
    expect(lines).toContain('Postgres: cannot insert multiple commands into a prepared statement');
    expect(lines.at(-1)).toBe('Put a line "--> statement-breakpoint" between the statements.');
  });

  test('advises a later migration for a statement that uses a new enum value', async () => {
    await write({
      '0000_first': ["create type mood as enum ('sad');"],
      '0001_second': ["alter type mood add value 'happy';", "create table first (mood mood default 'happy');"],
    });
    const lines = await errorLines();
    expect(lines[0]).toContain('0001_second.sql failed at statement 2 of 2');
    expect(lines).toContainEqual(expect.stringMatching(/^Postgres: unsafe use of new value "happy"/));
    expect(lines.at(-1)).toBe(
      'Each migration is one transaction. Move this statement to a later migration: npx drizzle-kit generate --custom',
    );
  });

  test('advises to leave out CONCURRENTLY', async () => {
    await write({ '0000_first': ['create table first (id int);', 'create index concurrently on first (id);'] });
    const lines = await errorLines();
    expect(lines[0]).toContain('statement 2 of 2');
    expect(lines.at(-1)).toBe(
      'Each migration is one transaction. Leave out CONCURRENTLY, or run this statement yourself, outside the migrations.',
    );
  });
});

describe('a migration that changed after it was applied', () => {
  test('is named before anything is applied', async () => {
    await write({ '0000_first': ['create table first (id int);'] });
    expect(await migrate(url, folder)).toBe(1);
    await write({
      '0000_first': ['create table first (id int, name text);'],
      '0001_second': ['create table second ();'],
    });
    expect(await errorLines()).toEqual([
      `Migration ${path.join(folder, '0000_first.sql')} has changed since it was applied.`,
      'Undo the change, and make it in a new migration: npm run db:generate.',
      'In development, you can also delete the database: npm run neon reset.',
    ]);
    expect(await tables()).toEqual(['first']);
  });

  test('counts as unchanged when only its line endings differ', async () => {
    await write({ '0000_first': ['create table first (id int\n);\n'] });
    expect(await migrate(url, folder)).toBe(1);
    await write({ '0000_first': ['create table first (id int\r\n);\r\n'] });
    expect(await migrate(url, folder)).toBe(0);
  });
});

test('a folder without migrations is named', async () => {
  const missing = path.join(folder, 'nothing');
  await expect(migrate(url, missing)).rejects.toThrow(
    `No migrations in ${missing}. Run this command in the project's folder.`,
  );
});

describe('npm run dev', () => {
  test.each([
    [
      'a failing migration',
      ['create nothing;'],
      [
        `Migration ${path.join('drizzle', '0000_first.sql')} failed at statement 1 of 1, and nothing of it was applied.`,
        ...['', '    create nothing;', '', 'Postgres: syntax error at or near "nothing"'],
        'Correct the statement, then run the migrations again.',
      ],
    ],
    [
      'sample posts that do not match the schema',
      ['create table other ();'],
      [
        `The sample posts can't be added: relation "posts" does not exist. Correct scripts/seed.ts, or lib/posts/table.ts.`,
      ],
    ],
  ])('stops and reports %s as such', async (_name, statements, message) => {
    const project = await realpath(folder);
    await symlink(path.resolve('node_modules'), path.join(project, 'node_modules'));
    await write({ '0000_first': statements }, path.join(project, 'drizzle'));
    const args = [path.resolve('scripts/dev.ts'), 'node', '-e', 'setInterval(() => {}, 1000)'];
    // A new folder, because the one that tests share has the app's tables.
    const data = path.join(project, 'data');
    const run = runScript(args, { NEON_LOCAL_DATA: data, NEON_LOCAL_PORT: '0' }, { cwd: project });
    expect(await waitForExit(run)).toBe(1);
    expect(run.output().trim().split('\n')).toEqual(['Starting local Neon…', ...message]);
  });
});
