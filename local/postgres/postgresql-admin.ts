import { createHash, createHmac } from 'node:crypto';
import pg from 'pg';
import { CREATE_ROLES, createDatabase } from './setup';

/** `wrong_object_type`, with which Postgres rejects an unknown locale. */
const WRONG_LOCALE = '42809';

/** Creates the roles and the database for `key`, unless they exist. Returns the database's URL. */
export async function ensureDatabase(adminUrl: string, key: string): Promise<string> {
  const name = databaseName(key);
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(CREATE_ROLES);
    await setOwnerPassword(admin, ownerPassword(adminUrl));
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

/** Returns the URL with which neondb_owner connects to a database. @param databaseUrl of the superuser */
export function ownerUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = 'neondb_owner';
  url.password = ownerPassword(databaseUrl);
  return url.href;
}

/** Every local Neon on a server derives the same password, as secret as the superuser's, because they share the role. */
function ownerPassword(adminUrl: string): string {
  return createHmac('sha256', new URL(adminUrl).password).update('neondb_owner').digest('hex');
}

async function setOwnerPassword(admin: pg.Client, password: string): Promise<void> {
  // Another local Neon may set the same password at the same time, which PostgreSQL reports as an internal error.
  await admin.query(`do $$ begin alter role neondb_owner password '${password}';
    exception when internal_error then null; end $$`);
}

/** Copies the database for one key to a new one. Ends all connections to it, without which PostgreSQL can't copy it. */
export async function copyDatabase(adminUrl: string, fromKey: string, toKey: string): Promise<void> {
  const [from, to] = [databaseName(fromKey), databaseName(toKey)];
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
    await admin.query(`create database ${to} owner neondb_owner template ${from}`);
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
