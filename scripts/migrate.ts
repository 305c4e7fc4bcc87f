import { NeonDbError } from '@neondatabase/serverless';
import { connect } from '../lib/db/connection';
import { databaseUrl, runAsScript } from './environment';
import { changedMigration, failedMigration } from './migration-error';
import { type Migration, readMigrations } from './migration-files';
import { onDatabase } from './on-database';

type Sql = ReturnType<typeof connect>;

/** Drizzle's bookkeeping table, plus a unique index that records each migration only once. */
const BOOKKEEPING = [
  'create schema if not exists drizzle',
  'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  'create unique index if not exists __drizzle_migrations_hash on drizzle.__drizzle_migrations (hash)',
];
const RECORDED = 'select hash, created_at from drizzle.__drizzle_migrations';
/** Serializes concurrent runs. The number is arbitrary. */
const LOCK = 'select pg_advisory_xact_lock(7266003)';

/** Ends a transaction that must not have an effect. Its SQLSTATE is arbitrary. */
const ROLL_BACK = "do $$ begin raise exception using errcode = 'NSRBK'; end $$";

/**
 * Applies the pending migrations of a folder. Each runs in one HTTP transaction with its bookkeeping row, because Drizzle's
 * HTTP migrator isn't atomic. Concurrent runs apply each migration once.
 * @returns the number of migrations that this call applied
 * @throws MigrationError when a migration fails, or has changed since it was applied
 */
export async function migrate(databaseUrl: string, migrationsFolder = 'drizzle'): Promise<number> {
  const migrations = readMigrations(migrationsFolder);
  const sql = connect(databaseUrl);
  await sql.transaction([LOCK, ...BOOKKEEPING].map((statement) => sql.query(statement)));
  const pending = selectPending(migrations, await sql.query(RECORDED));

  let count = 0;
  for (const migration of pending) if (await apply(sql, migration)) count += 1;
  return count;
}

/**
 * Returns the migrations of a folder that the database doesn't have. Writes nothing.
 * @throws MigrationError when a migration has changed since it was applied
 */
export async function pendingMigrations(databaseUrl: string, migrationsFolder = 'drizzle'): Promise<Migration[]> {
  const migrations = readMigrations(migrationsFolder);
  const sql = connect(databaseUrl);
  const [table] = await sql.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`);
  return selectPending(migrations, table?.exists ? await sql.query(RECORDED) : []);
}

/** Returns a number of migrations with its unit, such as `1 migration`. */
export function migrationCount(count: number): string {
  return `${count} ${count === 1 ? 'migration' : 'migrations'}`;
}

function selectPending(migrations: Migration[], recorded: Record<string, unknown>[]): Migration[] {
  const applied = new Set(recorded.map((row) => row.hash));
  const pending = migrations.filter(({ hash, equivalentHashes }) =>
    [hash, ...equivalentHashes].every((candidate) => !applied.has(candidate)),
  );
  const changed = pending.find(({ createdAt }) => recorded.some((row) => Number(row.created_at) === createdAt));
  if (changed) throw changedMigration(changed);
  return pending;
}

/** Applies a migration. Returns false if another run applied it after this one read the bookkeeping table. */
async function apply(sql: Sql, migration: Migration): Promise<boolean> {
  const { hash, createdAt, statements } = migration;
  const record = sql.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
    hash,
    createdAt,
  ]);
  try {
    await sql.transaction([sql.query(LOCK), record, ...statements.map((statement) => sql.query(statement))]);
    return true;
  } catch (error) {
    // Without a code, the request failed, not a statement.
    if (!(error instanceof NeonDbError) || !error.code) throw error;
    if (error.constraint === '__drizzle_migrations_hash') return false;
    throw failedMigration(migration, await failingStatement(sql, statements), error);
  }
}

/**
 * Finds the first statement that fails by repeating parts of the transaction and rolling them back: Neon's response doesn't
 * say which statement failed. Returns null when only the commit fails.
 */
async function failingStatement(sql: Sql, statements: string[]): Promise<number | null> {
  if (await succeeds(sql, statements)) return null;
  let [passed, failed] = [0, statements.length];
  while (failed - passed > 1) {
    const middle = Math.floor((passed + failed) / 2);
    if (await succeeds(sql, statements.slice(0, middle))) passed = middle;
    else failed = middle;
  }
  return failed - 1;
}

async function succeeds(sql: Sql, statements: string[]): Promise<boolean> {
  const error: unknown = await sql
    .transaction([LOCK, ...statements, ROLL_BACK].map((statement) => sql.query(statement)))
    .catch((reason: unknown) => reason);
  return error instanceof NeonDbError && error.code === 'NSRBK';
}

await runAsScript(import.meta.url, {
  usage: 'npm run db:migrate',
  main: async () => {
    const count = await onDatabase(databaseUrl(), migrate);
    return count === 0 ? 'The database is up to date.' : `Applied ${migrationCount(count)}.`;
  },
});
