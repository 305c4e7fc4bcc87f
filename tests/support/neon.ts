import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { connect } from '../../lib/db/connection';
import { packCluster, unpackCluster } from '../../local/postgres/prepared-cluster';
import { startTestNeon as startIn, type TestNeon } from '../../local/tests/support/neon';
import { migrate } from '../../scripts/migrate';
import { hashFiles } from './hash-files';

export type { Environment, TestNeon } from '../../local/tests/support/neon';
export * from '../../local/tests/support/process';

/** What determines the database of a new folder. */
const SOURCES = ['local', 'drizzle', 'scripts', 'lib/db', 'package-lock.json'];

/**
 * Creates a data folder for local Neon, with the app's tables and no rows. The first call after a change to its sources
 * creates the database, and later calls unpack a copy. With a PostgreSQL server, the folder is empty.
 */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'neon-test-'));
  if (process.env.NEON_LOCAL_POSTGRES) return folder;
  const cluster = path.join(folder, 'postgres');
  const name = { kind: 'migrated', sources: [hashFiles(SOURCES)] };
  if (await unpackCluster(name, cluster)) return folder;
  const neon = await startIn(folder);
  await migrate(neon.environment.DATABASE_URL);
  await neon.stop();
  await packCluster(name, cluster);
  for (const file of ['env', 'secret']) await rm(path.join(folder, file));
  return folder;
}

/** Drops the app's tables and the record of its migrations. */
export async function dropMigrations(sql: ReturnType<typeof connect>): Promise<void> {
  await sql.transaction([
    sql`drop schema public cascade`,
    sql`create schema public`,
    sql`drop schema if exists drizzle cascade`,
  ]);
}

/** Starts a local Neon on a free port. @param folder its data folder; default: a new one with the app's tables */
export async function startTestNeon(folder?: string): Promise<TestNeon> {
  if (folder) return startIn(folder);
  const created = await newFolder();
  const neon = await startIn(created);
  return {
    ...neon,
    stop: async () => {
      await neon.stop();
      await rm(created, { recursive: true, force: true });
    },
  };
}
