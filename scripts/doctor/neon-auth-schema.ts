import { getTableConfig } from 'drizzle-orm/pg-core';
import { neonAuth, sessions, users } from '../../lib/db/neon-auth';
import type { Sql } from './database';
import { failed, ok, type Result } from './result';

const SCHEMA = neonAuth.schemaName;
const CHECK = `Schema ${SCHEMA}`;

/** Checks that the database has, and may read, each column of Neon Auth that the app reads. */
export async function checkNeonAuthSchema(sql: Sql): Promise<Result[]> {
  const [schema] = await sql`select exists (select from pg_namespace where nspname = ${SCHEMA}) as exists`;
  if (!schema?.exists) {
    return [
      failed(
        CHECK,
        'is missing: Neon Auth is not enabled on this branch, or DATABASE_URL names another database',
        'Enable it: Neon Console, your branch, Auth. Choose the database in DATABASE_URL.',
      ),
    ];
  }
  const columns = [users, sessions].flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.map((column) => `${name}.${column.name}`);
  });
  const readable = await sql`
    select relname || '.' || attname as name
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = ${SCHEMA}::regnamespace and attnum > 0 and not attisdropped
      and has_schema_privilege(relnamespace, 'usage') and has_column_privilege(attrelid, attnum, 'select')`;
  const names = new Set(readable.map((row) => row.name));
  const missing = columns.filter((column) => !names.has(column));
  if (missing.length === 0) return [ok(CHECK, `has all ${columns.length} columns that the app reads`)];
  return [
    failed(
      CHECK,
      `has no readable column ${missing.join(', ')}`,
      'Use the connection string of the database owner. If Neon Auth renamed a column, update lib/db/neon-auth.ts.',
    ),
  ];
}
