import { readFile } from 'node:fs/promises';
import { type Engine, withClient } from '../postgres/engine';

/** Creates the `neon_auth` schema in one transaction, unless it exists. */
export async function createAuthSchema(engine: Engine): Promise<void> {
  await withClient(engine, async (client) => {
    const { rows } = await client.query(`select to_regnamespace('neon_auth')`);
    if (rows[0]?.[0]) return;
    await client.query('begin');
    for (const statement of await readStatements('neon-auth.sql')) await client.query(statement);
    await client.query('commit');
  });
}

/** Each statement in the file ends with a semicolon at the end of a line. */
async function readStatements(file: string): Promise<string[]> {
  const sql = await readFile(new URL(file, import.meta.url), 'utf8');
  return sql.split(/;\r?\n/).filter((statement) => statement.trim() !== '');
}
