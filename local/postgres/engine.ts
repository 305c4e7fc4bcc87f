/** One column of a result, under the names of Neon's SQL over HTTP. */
export interface Field {
  name: string;
  tableID: number;
  columnID: number;
  dataTypeID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
}

/** What one statement gave: every value as Postgres's own text, `tag` as in `INSERT 0 1`. */
export interface QueryResult {
  fields: Field[];
  rows: (string | null)[][];
  tag: string;
}

/** The fields of a Postgres error, under the names of Neon's error body. */
export interface PostgresErrorFields {
  message: string;
  code: string;
  severity?: string | undefined;
  detail?: string | undefined;
  hint?: string | undefined;
  position?: string | undefined;
  internalPosition?: string | undefined;
  internalQuery?: string | undefined;
  where?: string | undefined;
  schema?: string | undefined;
  table?: string | undefined;
  column?: string | undefined;
  dataType?: string | undefined;
  constraint?: string | undefined;
  file?: string | undefined;
  line?: string | undefined;
  routine?: string | undefined;
}

/** Of what a driver calls an error, the fields that Neon passes on. */
export function errorFields(
  error: Omit<PostgresErrorFields, 'code'> & { code?: string | undefined },
): PostgresErrorFields {
  const { message, code = 'XX000', severity, detail, hint, position, internalPosition, internalQuery } = error;
  const { where, schema, table, column, dataType, constraint, file, line, routine } = error;
  return {
    ...{ message, code, severity, detail, hint, position, internalPosition, internalQuery },
    ...{ where, schema, table, column, dataType, constraint, file, line, routine },
  };
}

/** A statement that Postgres refused, or that was ended for running too long. */
export class PostgresError extends Error {
  constructor(readonly fields: PostgresErrorFields) {
    super(fields.message);
    this.name = 'PostgresError';
  }
}

/** A result beyond `RESPONSE_LIMIT`. Outside a transaction, what the statement wrote stays. */
export class ResponseTooLarge extends Error {}

/** The engine ended under the statement; it is being started again. */
export class EngineCrash extends Error {}

/** Who asked has gone away. */
export class Abandoned extends Error {}

/** Neon's documented limit for a response, in bytes. */
export const RESPONSE_LIMIT = 64 * 1024 * 1024;

/** What a row counts for beside its text, in bytes: about what JSON adds to it, and so that empty rows have an end, too. */
export const ROW_COST = 64;

/** How long, in milliseconds, one statement may run. Neon has no such limit, but also more than one session. */
export const STATEMENT_LIMIT = 60_000;

/** One session, lent to one user at a time. */
export interface Client {
  /**
   * Runs one statement. Parameters are Postgres text, or null.
   * @throws PostgresError, ResponseTooLarge, EngineCrash, Abandoned
   */
  query(text: string, params?: readonly (string | null)[]): Promise<QueryResult>;
  /** Gives the session back, as if newly connected: no transaction, settings, temporary tables or locks are left. */
  release(): Promise<void>;
}

/** A Postgres that local Neon is built on. */
export interface Engine {
  /** What it is, for people: `PostgreSQL 18.6 (PGlite)`. */
  readonly version: string;
  /**
   * Waits for a session and takes it. Always `release()` it. When `signal` aborts, what waits or runs is ended.
   * @throws Abandoned
   */
  connect(signal?: AbortSignal): Promise<Client>;
  close(): Promise<void>;
  /** Settles when the engine ended without being asked to and cannot be started again. */
  readonly died: Promise<Error>;
}

/** Lends a session to `work` and takes it back, however that ended. */
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

/** `INSERT 0 2` is the command INSERT of 2 rows; `CREATE TABLE` is the command CREATE, whose count is null. */
export function commandOf(tag: string): { command: string; rowCount: number | null } {
  const words = tag.split(' ');
  const count = Number(words.at(-1));
  return { command: words[0] ?? '', rowCount: words.length > 1 && Number.isInteger(count) ? count : null };
}

/** Postgres's own error for a statement that ran too long. */
export function statementTimeout(): PostgresError {
  return new PostgresError({
    message: 'canceling statement due to statement timeout',
    code: '57014',
    severity: 'ERROR',
  });
}
