import { NeonDbError } from '@neondatabase/serverless';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { connect } from '../lib/db/connection';
import { runAsScript } from './environment';

/** Drizzle's bookkeeping table, plus a unique index that records each migration only once. */
const BOOKKEEPING = [
  'create schema if not exists drizzle',
  'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  'create unique index if not exists __drizzle_migrations_hash on drizzle.__drizzle_migrations (hash)',
];
/** Serializes concurrent runs. The number is arbitrary. */
const LOCK = 'select pg_advisory_xact_lock(7266003)';

/**
 * Applies the pending migrations of a folder. Each runs in one HTTP transaction with its bookkeeping row, because Drizzle's
 * HTTP migrator isn't atomic. Concurrent runs apply each migration once.
 * @returns the number of migrations that this call applied
 */
export async function migrate(databaseUrl: string, migrationsFolder = 'drizzle'): Promise<number> {
  const sql = connect(databaseUrl);
  await sql.transaction([LOCK, ...BOOKKEEPING].map((statement) => sql.query(statement)));
  const recorded = await sql.query('select hash from drizzle.__drizzle_migrations');
  const applied = new Set(recorded.map((row) => row.hash));

  let count = 0;
  for (const migration of readMigrationFiles({ migrationsFolder })) {
    if (applied.has(migration.hash)) continue;
    try {
      await sql.transaction([
        sql.query(LOCK),
        sql.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
          migration.hash,
          migration.folderMillis,
        ]),
        ...migration.sql.map((statement) => sql.query(statement)),
      ]);
      count += 1;
    } catch (error) {
      if (!isAlreadyApplied(error)) throw error;
    }
  }
  return count;
}

/** Another run applied the migration after this one read the bookkeeping table. */
function isAlreadyApplied(error: unknown): boolean {
  return error instanceof NeonDbError && error.constraint === '__drizzle_migrations_hash';
}

await runAsScript(import.meta.url, {
  usage: 'npm run db:migrate',
  main: async (databaseUrl) => {
    const count = await migrate(databaseUrl);
    return count === 0 ? 'The database is up to date.' : `Applied ${count} migration${count === 1 ? '' : 's'}.`;
  },
});
