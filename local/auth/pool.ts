import { type Client, type Engine, parseCommandTag, type QueryResult } from '../postgres/engine';

/** Wraps the engine as the connection pool that Better Auth expects. Its tables are in the schema `neon_auth`. */
export function createAuthPool(engine: Engine) {
  return {
    async connect() {
      const client = await engine.connect();
      await client.query('set search_path to neon_auth').catch(async (error: Error) => {
        await client.release();
        throw error;
      });
      return {
        query: (text: string, parameters: readonly unknown[] = []) => queryTyped(client, text, parameters),
        release: () => void client.release().catch(() => {}),
      };
    },
    end: async () => {},
  };
}

async function queryTyped(client: Client, text: string, parameters: readonly unknown[]) {
  const result = await client.query(text, parameters.map(toText));
  const { command, rowCount } = parseCommandTag(result.tag);
  return {
    command,
    rowCount: rowCount ?? 0,
    rows: result.rows.map((row) => parseRow(result, row)),
  };
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parseRow({ fields }: QueryResult, row: (string | null)[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field, index) => [field.name, parseValue(row[index] ?? null, field.dataTypeID)]),
  );
}

/** Covers the types in `neon_auth` and the type of a count, by OID: bool, int8, int4, timestamptz. Others stay text. */
function parseValue(text: string | null, dataTypeID: number): unknown {
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
