import type { Duplex } from 'node:stream';
import type { Message } from './message-reader';
import type { FatalError } from './messages';

/** A client of the Postgres protocol that has logged in. */
export interface WireClient {
  /** Waits for the next message. @throws ClientGoneError, ProtocolError */
  read(): Promise<Message>;
  /** Resolves when the data has been sent, or the connection has closed. */
  write(data: Uint8Array): Promise<void>;
  /** Sends an error and closes the connection. Waiting and later calls of `read` fail. */
  fail(error: FatalError): void;
  /** Aborted when the connection has closed. */
  readonly gone: AbortSignal;
  /** Returns the connection and the bytes that haven't been read. The caller reads and writes it from now on. */
  detach(): { stream: Duplex; received: Buffer };
}

/** The connection has closed. */
export class ClientGoneError extends Error {}

/** What one client uses of the engine. */
export interface WireSession {
  /** What Postgres reports to a client that connects, such as `server_version`. */
  readonly parameters: ReadonlyMap<string, string>;
  /**
   * Runs the client's messages until it leaves, then frees everything it held.
   * @throws PostgresError, EngineCrashedError, RequestAbortedError, ProtocolError
   */
  serve(client: WireClient): Promise<void>;
  /** Cancels the running statement, if any. */
  cancel(): void;
  /** Frees the session of a client that left before `serve`. */
  close(): Promise<void>;
}

const REPORTED = [
  ...['server_version', 'server_encoding', 'client_encoding', 'application_name', 'DateStyle', 'IntervalStyle'],
  ...['TimeZone', 'integer_datetimes', 'standard_conforming_strings', 'is_superuser', 'session_authorization'],
  ...['default_transaction_read_only', 'in_hot_standby', 'search_path', 'scram_iterations'],
];

/** Returns the query for the parameters that Postgres reports to a client that connects: rows of `name` and `value`. */
export const REPORTED_PARAMETERS = `select name, pg_catalog.current_setting(name, true) as value
  from pg_catalog.unnest(array[${REPORTED.map((name) => `'${name}'`)}]) as name`;

/** Parameters of a startup packet that aren't settings. */
const NOT_SETTINGS = ['user', 'database', 'replication', 'options'];

/** Returns the settings of a startup packet, including those in `options`, such as `-c search_path=app`. */
export function startupSettings(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const named = [...parameters].filter(([name]) => !NOT_SETTINGS.includes(name) && !name.startsWith('_pq_.'));
  const options = (parameters.get('options') ?? '').matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g);
  const inOptions = [...options].map(
    ([, name = '', value = '']) => [name.replaceAll('-', '_'), value.replace(/\\(.)/g, '$1')] as const,
  );
  return new Map([...inOptions, ...named]);
}
