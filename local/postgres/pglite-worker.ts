// Runs PGlite on its own thread, over the wire protocol, so that every value is the text that Postgres sent.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, protocol } from '@electric-sql/pglite';
import type { TransactionStatus } from '../wire/messages';
import { StatusScanner } from '../wire/status-scanner';
import { parseDuration } from './duration';
import { type Field, MAX_RESPONSE_BYTES, type QueryResult, ROW_OVERHEAD_BYTES } from './engine';
import { errorFields, type PostgresErrorFields } from './errors';
import { addExtensions } from './extensions';
import { SESSION_ARGUMENTS, START_SESSION } from './session-settings';
import { CREATE_ROLES, createDatabase } from './setup';

export interface WorkerSetup {
  folder: string;
  /** To create a cluster in the folder: the SQL that its database starts with. Null opens an existing cluster. */
  initialSql: string | null;
}

/** The first message: the thread serves, or has created the cluster. */
export interface WorkerReady {
  /** Of Postgres, such as `PostgreSQL 18.6`. */
  version: string;
}

export type WorkerRequest =
  | { kind: 'query'; text: string; params: readonly (string | null)[] }
  | ExchangeRequest
  | { kind: 'reset' }
  | { kind: 'close' };

/** Messages of a client of the Postgres protocol. */
export interface ExchangeRequest {
  kind: 'exchange';
  data: Uint8Array;
  /** Whether Postgres answers the last message with ReadyForQuery. */
  expectsReady: boolean;
  /** One 32-bit integer: how many bytes of the replies haven't reached the client. */
  unsent: SharedArrayBuffer;
}

export type WorkerReply =
  | { kind: 'done' }
  | { kind: 'result'; result: QueryResult }
  | { kind: 'error'; error: PostgresErrorFields }
  | { kind: 'too-large' }
  /** Part of the reply to an exchange. */
  | { kind: 'data'; data: Uint8Array }
  | { kind: 'exchanged'; status: TransactionStatus | null };

/**
 * Precedes the reply to a query or an exchange if the session has a statement timeout, in milliseconds. PGlite has no timers of
 * its own.
 */
export interface StatementTimeout {
  kind: 'statement-timeout';
  milliseconds: number;
}

type BackendMessage = Parameters<Parameters<protocol.Parser['parse']>[1]>[0];

/** PGlite's version of Postgres, as in `server_version_num`. */
const POSTGRES_VERSION = 180_000;

/** Rows are fetched in batches, so that an oversized result stops before it fills the memory. */
const BATCH_ROWS = 1_000;

/** A client that reads slower than Postgres writes makes Postgres wait, so that the replies don't fill the memory. */
const MAX_UNSENT_BYTES = 8 * 1024 * 1024;

/** Whether a client's extended query has begun and not ended. Other statements would end it. */
let isInExtendedQuery = false;
/** In milliseconds, or 0. */
let statementTimeout = 0;

const { serialize, messages } = protocol;
const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('pglite-worker.ts must run on a worker thread.');
await once(port, 'message');

if (setup.initialSql !== null) await createNeondb();
const pglite = await open('neondb');
// An earlier version may have created the folder, with fewer roles.
await pglite.exec(CREATE_ROLES);
await addExtensions(pglite);
await pglite.exec(START_SESSION);
const { rows } = await pglite.query<{ version: string }>('select version()');
if (setup.initialSql !== null) {
  await pglite.exec(setup.initialSql);
  await pglite.close();
}
port.on('message', async (request: WorkerRequest) => port.postMessage(await handle(request)));
const version = /^\S+ \S+/.exec(rows[0]?.version ?? '')?.[0] ?? '';
port.postMessage({ version } satisfies WorkerReady);

function open(database: string): Promise<PGlite> {
  return PGlite.create({
    dataDir: setup.folder,
    database,
    startParams: [...PGlite.defaultStartParams, ...SESSION_ARGUMENTS],
  });
}

async function createNeondb(): Promise<void> {
  const pglite = await open('postgres');
  await pglite.exec(CREATE_ROLES);
  await pglite.exec(createDatabase('neondb', POSTGRES_VERSION));
  await pglite.close();
}

async function handle(request: WorkerRequest): Promise<WorkerReply> {
  switch (request.kind) {
    case 'query':
      await reportStatementTimeout();
      return query(request.text, request.params);
    case 'exchange':
      await reportStatementTimeout();
      return forward(request);
    case 'reset':
      await pglite.exec('rollback');
      await pglite.exec('discard all');
      await pglite.exec(START_SESSION);
      return { kind: 'done' };
    case 'close':
      await pglite.close();
      return { kind: 'done' };
  }
}

/** Reports the statement timeout if there is one. */
async function reportStatementTimeout(): Promise<void> {
  if (!isInExtendedQuery) statementTimeout = await readStatementTimeout();
  if (statementTimeout === 0) return;
  port?.postMessage({ kind: 'statement-timeout', milliseconds: statementTimeout } satisfies StatementTimeout);
}

/**
 * Returns the session's statement timeout in milliseconds, or 0. `show` needs no snapshot, so it can precede `set transaction`.
 * A name for the statement keeps the client's unnamed one.
 */
async function readStatementTimeout(): Promise<number> {
  const name = 'local_neon_timeout';
  const show = [
    serialize.parse({ name, text: 'show statement_timeout' }),
    serialize.bind({ portal: name, statement: name, values: [] }),
    serialize.execute({ portal: name }),
    serialize.close({ type: 'P', name }),
    serialize.close({ type: 'S', name }),
    serialize.sync(),
  ];
  let milliseconds = 0;
  await exchange(show, MAX_RESPONSE_BYTES, (message) => {
    if (message instanceof messages.DataRowMessage) milliseconds = parseDuration(message.fields[0] ?? '');
  });
  return milliseconds;
}

/** Runs one statement over the extended protocol: Parse, Bind, Describe, repeated Execute, Sync. */
async function query(text: string, params: readonly (string | null)[]): Promise<WorkerReply> {
  const result: QueryResult = { fields: [], rows: [], tag: '' };
  let error: PostgresErrorFields | null = null;
  let bytes = 0;
  let hasMore = true;
  let suspended = false;
  const execute = [serialize.execute({ rows: BATCH_ROWS }), serialize.flush()];
  let request = [
    serialize.parse({ text }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: 'P' }),
    ...execute,
  ];
  while (hasMore && bytes <= MAX_RESPONSE_BYTES) {
    hasMore = false;
    let completed = false;
    const received = await exchange(request, MAX_RESPONSE_BYTES - bytes, (message) => {
      if (message instanceof messages.RowDescriptionMessage) result.fields = message.fields.map(pickField);
      else if (message instanceof messages.DataRowMessage) {
        result.rows.push(message.fields);
        bytes += ROW_OVERHEAD_BYTES;
      } else if (message instanceof messages.CommandCompleteMessage) result.tag = message.text;
      else if (message instanceof messages.DatabaseError) error = errorFields(message);
      else if (message.name === 'portalSuspended') hasMore = suspended = true;
      completed ||= ['commandComplete', 'portalSuspended', 'emptyQuery', 'error'].includes(message.name);
    });
    bytes += received;
    if (!completed && bytes <= MAX_RESPONSE_BYTES) crash();
    request = execute;
  }
  const commitError = await sync();
  if (bytes > MAX_RESPONSE_BYTES) return { kind: 'too-large' };
  // The last batch's tag counts only its own rows.
  if (suspended) result.tag = result.tag.replace(/\d+$/, String(result.rows.length));
  error ??= commitError;
  return error ? { kind: 'error', error } : { kind: 'result', result };
}

/** Runs a client's messages and passes the replies on while they arrive. */
async function forward({ data, expectsReady, unsent }: ExchangeRequest): Promise<WorkerReply> {
  const scanner = new StatusScanner();
  const unsentBytes = new Int32Array(unsent);
  await pglite.execProtocolRawStream(data, {
    syncToFs: false,
    onRawData: (reply) => {
      scanner.scan(reply);
      let waiting = Atomics.load(unsentBytes, 0);
      while (waiting > MAX_UNSENT_BYTES) {
        Atomics.wait(unsentBytes, 0, waiting);
        waiting = Atomics.load(unsentBytes, 0);
      }
      Atomics.add(unsentBytes, 0, reply.length);
      // PGlite reuses the memory of the reply.
      port?.postMessage({ kind: 'data', data: reply.slice() } satisfies WorkerReply);
    },
  });
  if (expectsReady && scanner.status === null) crash();
  isInExtendedQuery = scanner.status === null;
  return { kind: 'exchanged', status: scanner.status };
}

/** Ends the statement. Outside a transaction this commits it; returns the error if that fails, as with a deferred constraint. */
async function sync(): Promise<PostgresErrorFields | null> {
  let ready = false;
  let error: PostgresErrorFields | null = null;
  await exchange([serialize.sync()], MAX_RESPONSE_BYTES, (message) => {
    if (message instanceof messages.DatabaseError) error = errorFields(message);
    ready ||= message.name === 'readyForQuery';
  });
  if (!ready) crash();
  return error;
}

/** Postgres always completes a message. If PGlite doesn't, its memory is corrupt, for example after deep recursion. */
function crash(): never {
  throw new Error('PGlite crashed while running the statement.');
}

/** Sends messages and parses the replies, up to `maxBytes`. Returns the number of bytes received. */
async function exchange(request: Uint8Array[], maxBytes: number, onMessage: (message: BackendMessage) => void) {
  const parser = new protocol.Parser();
  let bytes = 0;
  await pglite.execProtocolRawStream(Buffer.concat(request), {
    syncToFs: false,
    onRawData: (data) => {
      bytes += data.length;
      if (bytes <= maxBytes) parser.parse(data, onMessage);
    },
  });
  return bytes;
}

function pickField({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }: Field): Field {
  return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier };
}
