import { NeonDbError } from '@neondatabase/serverless';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { connect } from '../lib/db/connection';
import { runAsScript } from './environment';

/** Drizzle's own bookkeeping table, made so that a migration can stand in it only once. */
const BOOKKEEPING = [
  'create schema if not exists drizzle',
  'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  'create unique index if not exists __drizzle_migrations_hash on drizzle.__drizzle_migrations (hash)',
];
/** Those who migrate at the same time take turns. The number means nothing but this. */
const LOCK = 'select pg_advisory_xact_lock(7266003)';

/**
 * Applies the migrations of a folder (`drizzle/`) that the database does not have yet, each as one HTTP transaction with its
 * bookkeeping: it is applied and recorded, or neither. Drizzle's own migrator for HTTP does not promise that.
 * Run twice, or twice at once, it applies each migration once.
 * @returns how many this call applied
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
      if (!isAppliedMeanwhile(error)) throw error;
    }
  }
  return count;
}

function isAppliedMeanwhile(error: unknown): boolean {
  return error instanceof NeonDbError && error.constraint === '__drizzle_migrations_hash';
}

await runAsScript(import.meta.url, async (databaseUrl) => {
  const count = await migrate(databaseUrl);
  return count === 0 ? 'The database is up to date.' : `Applied ${count} migration${count === 1 ? '' : 's'}.`;
});
