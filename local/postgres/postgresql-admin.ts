import { createHash } from 'node:crypto';
import pg from 'pg';

/** Creates the owner role and the database for `key`, unless they exist. Returns the database's URL. */
export async function ensureDatabase(adminUrl: string, key: string): Promise<string> {
  const name = databaseName(key);
  await withAdmin(adminUrl, async (admin) => {
    // Roles belong to the server, so another local Neon may create this one at the same time.
    await admin.query(`do $$ begin create role neondb_owner login createrole createdb bypassrls;
      exception when duplicate_object or unique_violation then null; end $$`);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await admin.query(`create database ${name} owner neondb_owner`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
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
