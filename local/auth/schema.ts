import { readFile } from 'node:fs/promises';
import { type Engine, withClient } from '../postgres/engine';

/** Returns the SQL of the `neon_auth` schema. */
export function readAuthSchema(): Promise<string> {
  return readFile(new URL('neon-auth.sql', import.meta.url), 'utf8');
}

/** Creates the `neon_auth` schema in one transaction, unless it exists. */
export async function createAuthSchema(engine: Engine): Promise<void> {
  await withClient(engine, async (client) => {
    const { rows } = await client.query(`select to_regnamespace('neon_auth')`);
    if (rows[0]?.[0]) return;
    await client.query('begin');
    for (const statement of splitStatements(await readAuthSchema())) await client.query(statement);
    await client.query('commit');
  });
}

/** Each statement in the file ends with a semicolon at the end of a line. */
function splitStatements(sql: string): string[] {
  return sql.split(/;\r?\n/).filter((statement) => statement.trim() !== '');
}
