import { createHash } from 'node:crypto';
import pg from 'pg';
import { CREATE_ROLES, createDatabase } from './setup';

/** `wrong_object_type`, with which Postgres rejects an unknown locale. */
const WRONG_LOCALE = '42809';

/** Creates the roles and the database for `key`, unless they exist. Returns the database's URL. */
export async function ensureDatabase(adminUrl: string, key: string): Promise<string> {
  const name = databaseName(key);
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(CREATE_ROLES);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await create(admin, name);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function create(admin: pg.Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  await admin.query(createDatabase(name, rows[0]?.version ?? 0)).catch((error: unknown) => {
    // Before PostgreSQL 17, collations come from the operating system, which may not have this one.
    if (!(error instanceof pg.DatabaseError) || error.code !== WRONG_LOCALE) throw error;
    return admin.query(`create database ${name} owner neondb_owner`);
  });
}

/** Drops the database for `key`, if it exists. */
export async function dropDatabase(adminUrl: string, key: string): Promise<void> {
  await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${databaseName(key)} with (force)`));
}

/** Runs `work` on a new superuser connection. */
export async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseName(key: string): string {
  return `neondb_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}
