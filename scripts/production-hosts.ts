import { connect } from '../lib/db/connection';
import { endpointOf } from './connection-string';

// A production deployment records the host of its database in the database itself. A branch has a copy of the record and a host
// of its own, so both can be told apart.
const TABLE = 'drizzle.production_hosts';

/** Records that a database is production's. */
export async function recordProductionHost(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl);
  await sql.transaction([
    // Two deployments at the same time would both create the table.
    sql.query('select pg_advisory_xact_lock(7266004)'),
    sql.query('create schema if not exists drizzle'),
    sql.query(`create table if not exists ${TABLE} (host text primary key)`),
    sql.query(`insert into ${TABLE} values ($1) on conflict do nothing`, [endpointOf(databaseUrl)]),
  ]);
}

/** Whether a production deployment has recorded this database. */
export async function isProductionHost(databaseUrl: string): Promise<boolean> {
  return (await productionHosts(databaseUrl)).includes(endpointOf(databaseUrl));
}

/** Whether a production deployment has recorded this database, or the one that it is a branch of. */
export async function hasProductionHosts(databaseUrl: string): Promise<boolean> {
  return (await productionHosts(databaseUrl)).length > 0;
}

async function productionHosts(databaseUrl: string): Promise<string[]> {
  const sql = connect(databaseUrl);
  const [table] = await sql.query('select to_regclass($1) is not null as exists', [TABLE]);
  if (!table?.exists) return [];
  return (await sql.query(`select host from ${TABLE}`)).map((row) => String(row.host));
}
