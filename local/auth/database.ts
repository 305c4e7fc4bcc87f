import { readFile } from 'node:fs/promises';
import { type Client, commandOf, type Engine, type QueryResult, withClient } from '../postgres/engine';

/** Where Neon Auth lives on its host: `/<database>/auth`. */
export const AUTH_PATH = '/neondb/auth';

/** Creates the `neon_auth` schema, whole or not at all, when the database has none. */
export async function createAuthSchema(engine: Engine): Promise<void> {
  await withClient(engine, async (client) => {
    const { rows } = await client.query(`select to_regnamespace('neon_auth')`);
    if (rows[0]?.[0]) return;
    await client.query('begin');
    for (const statement of await statementsOf('neon-auth.sql')) await client.query(statement);
    await client.query('commit');
  });
}

/** The file's statements each end with a semicolon at the end of a line. */
async function statementsOf(file: string): Promise<string[]> {
  const sql = await readFile(new URL(file, import.meta.url), 'utf8');
  return sql.split(/;\r?\n/).filter((statement) => statement.trim() !== '');
}

/** The engine as the connection pool that Better Auth takes: its tables are found in `neon_auth`. */
export function authPool(engine: Engine) {
  return {
    async connect() {
      const client = await engine.connect();
      await client.query('set search_path to neon_auth').catch(async (error: Error) => {
        await client.release();
        throw error;
      });
      return {
        query: (text: string, parameters: readonly unknown[] = []) => runTyped(client, text, parameters),
        release: () => void client.release().catch(() => {}),
      };
    },
    end: async () => {},
  };
}

async function runTyped(client: Client, text: string, parameters: readonly unknown[]) {
  const result = await client.query(text, parameters.map(toText));
  const { command, rowCount } = commandOf(result.tag);
  return {
    command,
    rowCount: rowCount ?? 0,
    rows: result.rows.map((row) => typedRow(result, row)),
  };
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function typedRow({ fields }: QueryResult, row: (string | null)[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field, index) => [field.name, typed(row[index] ?? null, field.dataTypeID)]));
}

/** The types of `neon_auth`'s columns and of counts, by Postgres's numbers for them; all others stay text. */
function typed(text: string | null, dataTypeID: number): unknown {
  if (text === null) return null;
  switch (dataTypeID) {
    case 16:
      return text === 't';
    case 20:
    case 23:
      return Number(text);
    case 1184:
      return new Date(text);
    default:
      return text;
  }
}

/** The `o` claim of a token: the session's active organization, and the user's role in it. */
export async function activeOrganization(engine: Engine, organizationId: string, userId: string) {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select o.id, o.slug, m.role from neon_auth.organization o
       join neon_auth.member m on m."organizationId" = o.id where o.id = $1 and m."userId" = $2`,
      [organizationId, userId],
    ),
  );
  const [id, slug, role] = rows[0] ?? [];
  return id ? { id, slug, role } : null;
}
