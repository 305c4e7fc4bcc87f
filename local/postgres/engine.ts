import type { WireSession } from '../wire/session';

/** Describes one column of a result, with the field names of Neon's SQL over HTTP. */
export interface Field {
  name: string;
  tableID: number;
  columnID: number;
  dataTypeID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
}

/** The result of one statement. Values are Postgres text; `tag` is the command tag, such as `INSERT 0 1`. */
export interface QueryResult {
  fields: Field[];
  rows: (string | null)[][];
  tag: string;
}

/** Neon's documented response limit. */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Approximates the JSON around each row, so that millions of empty rows also reach the limit. */
export const ROW_OVERHEAD_BYTES = 64;

/** In milliseconds. Neon has no such limit, but PGlite has only one session to share. */
export const STATEMENT_TIMEOUT = 60_000;

/** A database session, used by one request at a time. */
export interface Client {
  /**
   * Runs one statement. Parameters are Postgres text or null.
   * @throws PostgresError, ResponseTooLargeError, EngineCrashedError, RequestAbortedError
   */
  query(text: string, params?: readonly (string | null)[]): Promise<QueryResult>;
  /** Returns the session to the engine. Clears its transaction, settings, temporary tables and locks. */
  release(): Promise<void>;
}

/** A Postgres that local Neon runs on: PGlite or a PostgreSQL server. */
export interface Engine {
  /** For display, such as `PostgreSQL 18.6 (PGlite)`. */
  readonly version: string;
  /**
   * Waits for a session. The caller must `release()` it. Aborting `signal` cancels the wait or the running statement.
   * @throws RequestAbortedError, EngineUnavailableError
   */
  connect(signal?: AbortSignal): Promise<Client>;
  /**
   * Opens a session for a client of the Postgres protocol that has logged in.
   * @param settings of its startup packet
   * @throws PostgresError, EngineCrashedError
   */
  openWireSession(settings: ReadonlyMap<string, string>): Promise<WireSession>;
  /** Runs `work` while no statement runs. Later statements wait. On a PostgreSQL server, ends the sessions of idle clients. */
  pause<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Resolves when the engine has stopped unexpectedly and can't restart. */
  readonly failed: Promise<Error>;
}

/** Runs `work` with a session and always releases it. */
export async function withClient<T>(
  engine: Engine,
  work: (client: Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const client = await engine.connect(signal);
  try {
    return await work(client);
  } finally {
    await client.release();
  }
}

/** Parses a command tag: `INSERT 0 2` is INSERT with 2 rows, `CREATE TABLE` is CREATE with no row count. */
export function parseCommandTag(tag: string): { command: string; rowCount: number | null } {
  const words = tag.split(' ');
  const count = Number(words.at(-1));
  return { command: words[0] ?? '', rowCount: words.length > 1 && Number.isInteger(count) ? count : null };
}
