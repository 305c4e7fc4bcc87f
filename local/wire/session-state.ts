import type { PGliteClient } from '../postgres/pglite';
import { parse, sync } from './messages';

/** What a client keeps when others use the session in the meantime. */
export interface SessionState {
  /** Settings that the client has changed. */
  settings: Record<string, string>;
  statements: PreparedStatement[];
}

interface PreparedStatement {
  name: string;
  text: string;
  /** OIDs of the types of its parameters. */
  types: number[];
}

/** Reads the state. Settings with a custom prefix, and what SQL creates (PREPARE, temporary tables), aren't part of it. */
export async function readState(client: PGliteClient): Promise<SessionState> {
  const settings = await client.query(
    `select name, setting from pg_catalog.pg_settings where source = 'session' and name <> 'role'
     union all select 'role', pg_catalog.current_setting('role') where pg_catalog.current_setting('role') <> 'none'`,
  );
  const statements = await client.query(
    `select name, statement, pg_catalog.array_to_string(parameter_types::pg_catalog.oid[], ' ')
     from pg_catalog.pg_prepared_statements where not from_sql`,
  );
  return {
    settings: Object.fromEntries(settings.rows.map(([name, setting]) => [name ?? '', setting ?? ''])),
    statements: statements.rows.map(([name, text, types]) => ({
      name: name ?? '',
      text: text ?? '',
      types: (types ?? '').split(' ').filter(Boolean).map(Number),
    })),
  };
}

/**
 * Restores a state in a session without one. Skips a statement that no longer parses: the client's use of it then fails.
 * @throws PostgresError when a setting is invalid
 */
export async function applyState(client: PGliteClient, { settings, statements }: SessionState): Promise<void> {
  if (Object.keys(settings).length > 0) {
    await client.query('select pg_catalog.set_config(key, value, false) from pg_catalog.json_each_text($1)', [
      JSON.stringify(settings),
    ]);
  }
  if (statements.length === 0) return;
  // With one Sync for each statement, an error doesn't affect the others.
  const messages = statements.flatMap(({ name, text, types }) => [parse(name, text, types), sync()]);
  await client.exchange(Buffer.concat(messages), async () => {}, { expectsReady: true });
}
