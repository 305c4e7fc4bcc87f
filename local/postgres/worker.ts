// The thread that holds PGlite. It speaks the wire protocol to it, so that every value is Postgres's own text.

import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, protocol } from '@electric-sql/pglite';
import type { Field, PostgresErrorFields, QueryResult } from './engine';

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
  | { kind: 'refused'; error: PostgresErrorFields };

type BackendMessage = Parameters<Parameters<protocol.Parser['parse']>[1]>[0];

/** The owner is no superuser, as on Neon: what is refused there must be refused here. */
const CREATE = [
  'create role neondb_owner login createrole createdb bypassrls',
  'create database neondb owner neondb_owner',
];
const AS_OWNER = 'set session authorization neondb_owner';

const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('worker.ts runs on a worker thread.');

const pglite = await PGlite.create({
  dataDir: setup.folder,
  database: setup.purpose === 'create' ? 'postgres' : 'neondb',
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

/** Parse, Bind, Describe, Execute, Sync: the extended protocol, in which one message holds one statement. */
async function query(text: string, params: readonly (string | null)[]): Promise<WorkerReply> {
  const { serialize } = protocol;
  const messages = await exchange([
    serialize.parse({ text }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
  const result: QueryResult = { fields: [], rows: [], tag: '' };
  for (const message of messages) {
    if (message instanceof protocol.messages.DatabaseError) return { kind: 'refused', error: errorFields(message) };
    if (message instanceof protocol.messages.RowDescriptionMessage) result.fields = message.fields.map(field);
    if (message instanceof protocol.messages.DataRowMessage) result.rows.push(message.fields);
    if (message instanceof protocol.messages.CommandCompleteMessage) result.tag = message.text;
  }
  return { kind: 'result', result };
}

async function exchange(request: Uint8Array[]): Promise<BackendMessage[]> {
  const parser = new protocol.Parser();
  const messages: BackendMessage[] = [];
  await pglite.execProtocolRawStream(Buffer.concat(request), {
    syncToFs: false,
    onRawData: (data) => parser.parse(data, (message) => messages.push(message)),
  });
  return messages;
}

function field({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }: Field): Field {
  return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier };
}

function errorFields(error: InstanceType<typeof protocol.messages.DatabaseError>): PostgresErrorFields {
  const { message, severity, detail, hint, position, internalPosition, internalQuery, where } = error;
  const { schema, table, column, dataType, constraint, file, line, routine } = error;
  return {
    message,
    code: error.code ?? 'XX000',
    ...{ severity, detail, hint, position, internalPosition, internalQuery, where },
    ...{ schema, table, column, dataType, constraint, file, line, routine },
  };
}
