import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { EngineCrashedError, errorFields, PostgresError } from '../postgres/errors';
import { ownerUrl, withAdmin } from '../postgres/postgresql-admin';
import { REPORTED_PARAMETERS, type WireClient, type WireSession } from './session';

/** As Neon starts its sessions, whatever the server's configuration. The client's settings override them. */
const SETTINGS = { TimeZone: 'GMT', DateStyle: 'ISO, MDY' };

/**
 * Opens a connection to a PostgreSQL server for one client.
 * @param url of the database, as the superuser
 * @throws PostgresError, EngineCrashedError
 */
export async function openPostgreSqlSession(url: string, settings: ReadonlyMap<string, string>): Promise<WireSession> {
  const options = Object.entries({ ...SETTINGS, ...Object.fromEntries(settings) });
  const server = new pg.Client({
    connectionString: ownerUrl(url),
    options: options.map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`).join(' '),
  });
  // A lost connection ends the client's.
  server.on('error', () => {});
  try {
    await server.connect();
    const { rows } = await server.query<{ pid: number }>('select pg_backend_pid() as pid');
    const reported = await server.query<{ name: string; value: string | null }>(REPORTED_PARAMETERS);
    const parameters = new Map(reported.rows.map(({ name, value }) => [name, value ?? '']));
    return new PostgreSqlSession(server, parameters, url, rows[0]?.pid ?? 0);
  } catch (error) {
    await server.end().catch(() => {});
    if (error instanceof pg.DatabaseError) throw new PostgresError(errorFields(error));
    throw new EngineCrashedError(`PostgreSQL is unreachable: ${error instanceof Error ? error.message : error}`);
  }
}

/** Forwards all bytes in both directions: each client has a connection to the server. */
class PostgreSqlSession implements WireSession {
  #isOpen = true;

  constructor(
    private readonly server: pg.Client,
    readonly parameters: ReadonlyMap<string, string>,
    private readonly url: string,
    private readonly backendPid: number,
  ) {}

  async serve(client: WireClient): Promise<void> {
    const { stream, received } = client.detach();
    const upstream: Duplex = this.server.connection.stream;
    // pg would parse what the client requested.
    upstream.removeAllListeners('data');
    upstream.write(received);
    // Either end of the connection can break at any time, which ends the other.
    await Promise.allSettled([pipeline(stream, upstream), pipeline(upstream, stream)]);
    this.#isOpen = false;
    upstream.destroy();
  }

  cancel(): void {
    if (!this.#isOpen) return;
    withAdmin(this.url, (admin) => admin.query('select pg_cancel_backend($1)', [this.backendPid])).catch(() => {});
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.server.connection.stream.destroy();
  }
}
