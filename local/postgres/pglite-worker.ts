// The thread that holds PGlite. It speaks the wire protocol to it, so that every value is Postgres's own text.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, protocol } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import {
  errorFields,
  type Field,
  type PostgresErrorFields,
  type QueryResult,
  RESPONSE_LIMIT,
  ROW_COST,
} from './engine';

export interface WorkerSetup {
  folder: string;
  purpose: 'create' | 'serve';
}

export type WorkerRequest =
  | { kind: 'query'; text: string; params: readonly (string | null)[] }
  | { kind: 'reset' }
  | { kind: 'close' };

export type WorkerReply =
  | { kind: 'done' }
  | { kind: 'result'; result: QueryResult }
  | { kind: 'refused'; error: PostgresErrorFields }
  | { kind: 'too large' };

type BackendMessage = Parameters<Parameters<protocol.Parser['parse']>[1]>[0];

/** The owner is no superuser, as on Neon: what is refused there must be refused here. */
const CREATE = [
  'create role neondb_owner login createrole createdb bypassrls',
  'create database neondb owner neondb_owner',
];
const AS_OWNER = 'set session authorization neondb_owner';

/** A result is fetched in portions of this many rows, so that a large one is noticed before it fills the memory. */
const ROWS_AT_ONCE = 1_000;

const { serialize, messages } = protocol;
const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('pglite-worker.ts runs on a worker thread.');

const pglite = await PGlite.create({
  dataDir: setup.folder,
  database: setup.purpose === 'create' ? 'postgres' : 'neondb',
  extensions: { citext, pg_trgm, pgcrypto, uuid_ossp },
});

if (setup.purpose === 'create') {
  for (const statement of CREATE) await pglite.exec(statement);
  await pglite.close();
} else {
  await pglite.exec(AS_OWNER);
}
port.on('message', async (request: WorkerRequest) => port.postMessage(await answer(request)));
port.postMessage({ kind: 'done' } satisfies WorkerReply);

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  switch (request.kind) {
    case 'query':
      return query(request.text, request.params);
    case 'reset':
      await pglite.exec('rollback');
      await pglite.exec('discard all');
      await pglite.exec(AS_OWNER);
      return { kind: 'done' };
    case 'close':
      await pglite.close();
      return { kind: 'done' };
  }
}

/** The extended protocol, in which one message holds one statement: Parse, Bind, Describe, Execute again and again, Sync. */
async function query(text: string, params: readonly (string | null)[]): Promise<WorkerReply> {
  const result: QueryResult = { fields: [], rows: [], tag: '' };
  let error: PostgresErrorFields | null = null;
  let bytes = 0;
  let more = true;
  let suspended = false;
  const execute = [serialize.execute({ rows: ROWS_AT_ONCE }), serialize.flush()];
  let request = [
    serialize.parse({ text }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: 'P' }),
    ...execute,
  ];
  while (more && bytes <= RESPONSE_LIMIT) {
    more = false;
    let ended = false;
    const sent = await exchange(request, RESPONSE_LIMIT - bytes, (message) => {
      if (message instanceof messages.RowDescriptionMessage) result.fields = message.fields.map(field);
      else if (message instanceof messages.DataRowMessage) {
        result.rows.push(message.fields);
        bytes += ROW_COST;
      } else if (message instanceof messages.CommandCompleteMessage) result.tag = message.text;
      else if (message instanceof messages.DatabaseError) error = errorFields(message);
      else if (message.name === 'portalSuspended') more = suspended = true;
      ended ||= ['commandComplete', 'portalSuspended', 'emptyQuery', 'error'].includes(message.name);
    });
    bytes += sent;
    if (!ended && bytes <= RESPONSE_LIMIT) crash();
    request = execute;
  }
  await synchronize();
  if (bytes > RESPONSE_LIMIT) return { kind: 'too large' };
  // The last portion's tag counts its own rows alone.
  if (suspended) result.tag = result.tag.replace(/\d+$/, String(result.rows.length));
  return error ? { kind: 'refused', error } : { kind: 'result', result };
}

async function synchronize(): Promise<void> {
  let ready = false;
  await exchange([serialize.sync()], RESPONSE_LIMIT, (message) => {
    ready ||= message.name === 'readyForQuery';
  });
  if (!ready) crash();
}

/** Postgres always says how a message ended. When PGlite does not, its memory is broken (deep recursion does that). */
function crash(): never {
  throw new Error('PGlite broke down under the statement.');
}

/** Sends messages and hands over the answers, until they are more than `limit` bytes. @returns the bytes that came */
async function exchange(request: Uint8Array[], limit: number, handle: (message: BackendMessage) => void) {
  const parser = new protocol.Parser();
  let bytes = 0;
  await pglite.execProtocolRawStream(Buffer.concat(request), {
    syncToFs: false,
    onRawData: (data) => {
      bytes += data.length;
      if (bytes <= limit) parser.parse(data, handle);
    },
  });
  return bytes;
}

function field({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }: Field): Field {
  return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier };
}
