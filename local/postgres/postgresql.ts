import { createHash } from 'node:crypto';
import pg from 'pg';
import {
  Abandoned,
  type Client,
  type Engine,
  EngineCrash,
  errorFields,
  PostgresError,
  type QueryResult,
  RESPONSE_LIMIT,
  ResponseTooLarge,
  ROW_COST,
  STATEMENT_LIMIT,
} from './engine';

/** All values stay Postgres's own text. */
const TEXT = { getTypeParser: () => (text: string) => text };

const AS_OWNER = 'set session authorization neondb_owner';

/**
 * Uses a PostgreSQL server that runs already, as `adminUrl`'s superuser; statements run as `neondb_owner`, which is none.
 * `key` names its database there, so that several local Neons can share the server.
 */
export async function openPostgreSql(adminUrl: string, key: string): Promise<Engine> {
  const name = databaseName(key);
  await asAdmin(adminUrl, async (admin) => {
    // A role belongs to the server: another local Neon may be creating it at this moment.
    await admin.query(`do $$ begin create role neondb_owner login createrole createdb bypassrls;
      exception when duplicate_object or unique_violation then null; end $$`);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await admin.query(`create database ${name} owner neondb_owner`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const engine = new PostgreSqlEngine(url.href);
  await engine.open();
  return engine;
}

/** Drops the database that `key` names. */
export async function dropDatabase(adminUrl: string, key: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${databaseName(key)} with (force)`));
}

function databaseName(key: string): string {
  return `neondb_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

class PostgreSqlEngine implements Engine {
  version = '';
  /** The server is not ours: when it is away, statements fail until it is back. */
  readonly died = new Promise<Error>(() => {});
  #pool: pg.Pool;
  /** The process of each session that has been set up, by which a statement of it can be cancelled. */
  #processes = new WeakMap<pg.PoolClient, number>();

  constructor(private readonly url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 10, options: `-c statement_timeout=${STATEMENT_LIMIT}` });
    // A lost connection fails its statement; without a listener it would end this process, too.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (session) => session.on('error', () => {}));
  }

  async open(): Promise<void> {
    const { rows } = await this.#pool.query<{ version: string }>('select version()');
    this.version = /^\S+ \S+/.exec(rows[0]?.version ?? '')?.[0] ?? '';
  }

  async connect(signal?: AbortSignal): Promise<Client> {
    const session = await this.#pool.connect().catch((error: Error) => {
      throw new EngineCrash(`PostgreSQL could not be reached: ${error.message}`);
    });
    if (signal?.aborted) {
      session.release();
      throw new Abandoned();
    }
    const process = await this.#setUp(session).catch((error: Error) => {
      session.release(error);
      throw new EngineCrash(error.message);
    });
    return {
      query: (text, params = []) => this.#run(session, process, text, params, signal),
      release: async () => {
        try {
          await session.query('rollback');
          await session.query('discard all');
          await session.query(AS_OWNER);
          session.release();
        } catch (error) {
          session.release(error instanceof Error ? error : true);
        }
      },
    };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** On a connection of its own: the pool may be full, or closing. */
  #cancel(process: number): Promise<void> {
    return asAdmin(this.url, (admin) => admin.query('select pg_cancel_backend($1)', [process]));
  }

  async #setUp(session: pg.PoolClient): Promise<number> {
    const known = this.#processes.get(session);
    if (known !== undefined) return known;
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await session.query(AS_OWNER);
    const pid = rows[0]?.pid ?? 0;
    this.#processes.set(session, pid);
    return pid;
  }

  async #run(
    session: pg.PoolClient,
    process: number,
    text: string,
    params: readonly (string | null)[],
    signal?: AbortSignal,
  ): Promise<QueryResult> {
    if (signal?.aborted) throw new Abandoned();
    let tooLarge = false;
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled = this.#cancel(process).catch(() => {});
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await submit(session, text, params, () => {
        tooLarge = true;
        cancel();
      });
    } catch (error) {
      if (signal?.aborted) throw new Abandoned();
      if (tooLarge) throw new ResponseTooLarge();
      if (error instanceof pg.DatabaseError) throw new PostgresError(errorFields(error));
      throw new EngineCrash(error instanceof Error ? error.message : String(error));
    } finally {
      signal?.removeEventListener('abort', cancel);
      // A late cancel must not meet the session's next statement.
      await cancelled;
    }
  }
}

/** Runs one statement by the extended protocol, row by row; `stop` is called once when the rows become too many. */
function submit(
  session: pg.PoolClient,
  text: string,
  params: readonly (string | null)[],
  stop: () => void,
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const config = { text, values: [...params], rowMode: 'array', queryMode: 'extended', types: TEXT };
    const query = new pg.Query<(string | null)[]>(config);
    const rows: (string | null)[][] = [];
    let bytes = 0;
    query.on('row', (row) => {
      if (bytes > RESPONSE_LIMIT) return;
      bytes += ROW_COST + row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (bytes > RESPONSE_LIMIT) stop();
      else rows.push(row);
    });
    query.on('error', reject);
    query.on('end', ({ fields, command, rowCount }) => {
      // An empty query has no command.
      if (bytes > RESPONSE_LIMIT) return reject(new ResponseTooLarge());
      resolve({ fields, rows, tag: rowCount === null ? (command ?? '') : `${command} ${rowCount}` });
    });
    session.query(query);
  });
}
