import { z } from 'zod';
import type { PGliteClient } from '../postgres/pglite';
import { MessageReader } from './message-reader';
import { parse, sync } from './messages';
import { PARSE_COMPLETE, READY_FOR_QUERY } from './replies';

const PreparedStatement = z.object({
  name: z.string(),
  text: z.string(),
  /** OIDs of the types of its parameters. */
  types: z.array(z.number()),
});
export type PreparedStatement = z.infer<typeof PreparedStatement>;

/** What a client keeps when others use the session in the meantime. */
export interface SessionState {
  /** Settings that the client has changed, as a JSON object. */
  settings: string;
  statements: PreparedStatement[];
}

const READ_STATE = `select
  (select coalesce(json_object_agg(name, setting), '{}') from (
    select name, setting from pg_catalog.pg_settings where source = 'session' and name <> 'role'
    union all select 'role', pg_catalog.current_setting('role') where pg_catalog.current_setting('role') <> 'none'
  ) as changed),
  (select coalesce(json_agg(json_build_object(
    'name', name, 'text', statement, 'types', parameter_types::pg_catalog.oid[]::pg_catalog.int8[]
  )), '[]') from pg_catalog.pg_prepared_statements where not from_sql)`;

/** Reads the state. Settings with a custom prefix, and what SQL creates (PREPARE, temporary tables), aren't part of it. */
export async function readState(client: PGliteClient): Promise<SessionState> {
  const { rows } = await client.query(READ_STATE);
  const [settings, statements] = rows[0] ?? [];
  return { settings: settings ?? '{}', statements: z.array(PreparedStatement).parse(JSON.parse(statements ?? '[]')) };
}

/**
 * Restores a state in a session without one. Returns the statements that Postgres refuses to prepare.
 * @throws PostgresError when a setting is invalid
 */
export async function applyState(
  client: PGliteClient,
  { settings, statements }: SessionState,
): Promise<PreparedStatement[]> {
  if (settings !== '{}') {
    await client.query('select pg_catalog.set_config(key, value, false) from pg_catalog.json_each_text($1)', [
      settings,
    ]);
  }
  if (statements.length === 0) return [];
  // With one Sync for each statement, an error doesn't affect the others.
  const messages = statements.flatMap(({ name, text, types }) => [parse(name, text, types), sync()]);
  const replies = new MessageReader();
  const collect = async (part: Uint8Array) => replies.push(Buffer.from(part));
  await client.exchange(Buffer.concat(messages), collect, { expectsReady: true });
  const types = replies.readAll().map(({ type }) => type);
  const outcomes = types.join('').split(READY_FOR_QUERY);
  return statements.filter((_, index) => !outcomes[index]?.includes(PARSE_COMPLETE));
}
