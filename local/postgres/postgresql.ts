import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openPostgreSqlSession } from '../wire/postgresql-session';
import type { WireSession } from '../wire/session';
import { withResolvers } from '../with-resolvers';
import {
  type Client,
  type Engine,
  MAX_RESPONSE_BYTES,
  type QueryResult,
  ROW_OVERHEAD_BYTES,
  STATEMENT_TIMEOUT,
} from './engine';
import {
  EngineCrashedError,
  EngineUnavailableError,
  errorFields,
  PostgresError,
  RequestAbortedError,
  ResponseTooLargeError,
} from './errors';
import { ensureDatabase, withAdmin } from './postgresql-admin';
import { SESSION_ARGUMENTS, START_SESSION } from './session-settings';

/** Keeps every value as Postgres text. */
const TEXT_TYPES = { getTypeParser: () => (text: string) => text };

/** Between attempts to cancel a statement, in milliseconds. */
const CANCEL_INTERVAL = 100;

/** Escapes the spaces, which separate options. */
const SESSION_OPTIONS = [...SESSION_ARGUMENTS, '-c', `statement_timeout=${STATEMENT_TIMEOUT}`]
  .map((argument) => argument.replaceAll(' ', '\\ '))
  .join(' ');

/**
 * Opens a database on a running PostgreSQL server. `adminUrl` is a superuser's; statements run as `neondb_owner`, which isn't one.
 * @param key determines the database's name, so that several local Neons can share the server
 */
export async function openPostgreSql(adminUrl: string, key: string): Promise<Engine> {
  const engine = new PostgreSqlEngine(await ensureDatabase(adminUrl, key));
  await engine.open();
  return engine;
}

class PostgreSqlEngine implements Engine {
  version = '';
  /** Never resolves: when the server is unreachable, statements fail until it returns. */
  readonly failed = new Promise<Error>(() => {});
  #pool: pg.Pool;
  /** Resolves when a pause ends. */
  #pause: Promise<void> = Promise.resolve();
  /** Sessions in use, or waited for. */
  readonly #inUse = new Set<Promise<void>>();
  /** The backend PID of each prepared session, needed to cancel its statement. */
  #backendPids = new WeakMap<pg.PoolClient, number>();

  constructor(private readonly url: string) {
    this.#pool = openPool(url);
  }

  async open(): Promise<void> {
    const { rows } = await this.#pool.query<{ version: string }>('select version()');
    this.version = /^\S+ \S+/.exec(rows[0]?.version ?? '')?.[0] ?? '';
  }

  async connect(signal?: AbortSignal): Promise<Client> {
    await this.#pause;
    const { promise: released, resolve: release } = withResolvers();
    this.#inUse.add(released);
    const end = () => {
      this.#inUse.delete(released);
      release();
    };
    try {
      const client = await this.#connect(signal);
      return { ...client, release: () => client.release().finally(end) };
    } catch (error) {
      end();
      throw error;
    }
  }

  async #connect(signal?: AbortSignal): Promise<Client> {
    const session = await this.#pool.connect().catch((error: Error) => {
      throw new EngineUnavailableError(`PostgreSQL is unreachable: ${error.message}`);
    });
    if (signal?.aborted) {
      session.release();
      throw new RequestAbortedError();
    }
    const backendPid = await this.#prepare(session).catch((error: Error) => {
      session.release(error);
      throw new EngineUnavailableError(error.message);
    });
    return {
      query: (text, params = []) => this.#run(session, backendPid, text, params, signal),
      release: async () => {
        try {
          await session.query('rollback');
          await session.query('discard all');
          await session.query(START_SESSION);
          session.release();
        } catch (error) {
          session.release(error instanceof Error ? error : true);
        }
      },
    };
  }

  async openWireSession(settings: ReadonlyMap<string, string>): Promise<WireSession> {
    await this.#pause;
    return openPostgreSqlSession(this.url, settings);
  }

  async pause<T>(work: () => Promise<T>): Promise<T> {
    const previous = this.#pause;
    const { promise, resolve } = withResolvers();
    this.#pause = previous.then(() => promise);
    await previous;
    try {
      await Promise.all(this.#inUse);
      await this.#pool.end();
      return await work();
    } finally {
      this.#pool = openPool(this.url);
      resolve();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /**
   * Repeats the cancel, because PostgreSQL ignores one that arrives before the statement starts. Uses a new connection each time,
   * because the pool may be full or closing.
   */
  async #cancelUntil(hasEnded: () => boolean, backendPid: number): Promise<void> {
    while (!hasEnded()) {
      await withAdmin(this.url, (admin) => admin.query('select pg_cancel_backend($1)', [backendPid])).catch(() => {});
      await setTimeout(CANCEL_INTERVAL);
    }
  }

  async #prepare(session: pg.PoolClient): Promise<number> {
    const known = this.#backendPids.get(session);
    if (known !== undefined) return known;
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await session.query(START_SESSION);
    const pid = rows[0]?.pid ?? 0;
    this.#backendPids.set(session, pid);
    return pid;
  }

  async #run(
    session: pg.PoolClient,
    backendPid: number,
    text: string,
    params: readonly (string | null)[],
    signal?: AbortSignal,
  ): Promise<QueryResult> {
    if (signal?.aborted) throw new RequestAbortedError();
    let tooLarge = false;
    let isRunning = true;
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled ??= this.#cancelUntil(() => !isRunning, backendPid);
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await submit(session, text, params, () => {
        tooLarge = true;
        cancel();
      });
    } catch (error) {
      if (signal?.aborted) throw new RequestAbortedError();
      if (tooLarge) throw new ResponseTooLargeError();
      if (error instanceof pg.DatabaseError) throw new PostgresError(errorFields(error));
      throw new EngineCrashedError(error instanceof Error ? error.message : String(error));
    } finally {
      isRunning = false;
      signal?.removeEventListener('abort', cancel);
      // Otherwise a late cancel could hit the session's next statement.
      await cancelled;
    }
  }
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: SESSION_OPTIONS });
  // A lost connection already fails its statement; without listeners it would also end this process.
  pool.on('error', () => {});
  pool.on('connect', (session) => session.on('error', () => {}));
  return pool;
}

/** Runs one statement over the extended protocol. Calls `onTooLarge` once when the rows exceed the limit. */
function submit(
  session: pg.PoolClient,
  text: string,
  params: readonly (string | null)[],
  onTooLarge: () => void,
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const config = { text, values: [...params], rowMode: 'array', queryMode: 'extended', types: TEXT_TYPES };
    const query = new pg.Query<(string | null)[]>(config);
    const rows: (string | null)[][] = [];
    let bytes = 0;
    query.on('row', (row) => {
      if (bytes > MAX_RESPONSE_BYTES) return;
      bytes += ROW_OVERHEAD_BYTES + row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (bytes > MAX_RESPONSE_BYTES) onTooLarge();
      else rows.push(row);
    });
    query.on('error', reject);
    query.on('end', ({ fields, command, rowCount }) => {
      if (bytes > MAX_RESPONSE_BYTES) return reject(new ResponseTooLargeError());
      // An empty query has no command.
      resolve({ fields, rows, tag: rowCount === null ? (command ?? '') : `${command} ${rowCount}` });
    });
    session.query(query);
  });
}
