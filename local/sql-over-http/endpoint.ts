import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http';
import {
  type Client,
  type Engine,
  MAX_RESPONSE_BYTES,
  parseCommandTag,
  type QueryResult,
  withClient,
} from '../postgres/engine';
import { EngineCrashedError, PostgresError, RequestAbortedError, ResponseTooLargeError } from '../postgres/errors';
import { type Login, verifyLogin } from './login';
import { BadRequestError, header, parseBody, type Statement } from './request';
import { transactionOptions } from './transaction-options';
import { toJsonValue } from './values';

/** Neon's documented request limit. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

export interface SqlResponse {
  status: number;
  headers?: Record<string, string>;
  body: object;
}

/**
 * Handles `POST /sql` as Neon does: runs one query, or a batch as one transaction, as the connection string's user.
 * A Postgres error becomes a 400 with all its fields. When the client disconnects, the statement is cancelled.
 * @returns null when the client has disconnected
 */
export async function handleSql(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
  login: Login,
): Promise<SqlResponse | null> {
  const disconnected = new AbortController();
  response.once('close', () => disconnected.abort());
  if (response.destroyed) return null;
  try {
    const loginError = verifyLogin(header(request, 'neon-connection-string'), login);
    if (loginError) throw new BadRequestError(400, loginError.message, loginError.code);
    const text = await readBody(request, MAX_REQUEST_BYTES);
    if (text === null) throw new BadRequestError(413, 'The request is larger than 64 MB.');
    const body = parseBody(text);
    return 'queries' in body
      ? await runBatch(request, engine, body.queries, disconnected.signal)
      : await runSingle(request, engine, body, disconnected.signal);
  } catch (error) {
    if (error instanceof RequestAbortedError) return null;
    return errorResponse(error);
  }
}

function errorResponse(error: unknown): SqlResponse {
  if (error instanceof PostgresError) return { status: 400, body: error.fields };
  if (error instanceof BadRequestError) {
    // Close the connection, or the unread rest of the body would be parsed as the next request.
    const headers = error.status === 413 ? { Connection: 'close' } : {};
    return { status: error.status, headers, body: { message: error.message, code: error.code } };
  }
  if (error instanceof ResponseTooLargeError) {
    return { status: 507, body: { message: 'The response is larger than 64 MB.' } };
  }
  if (error instanceof EngineCrashedError) return { status: 500, body: { message: error.message } };
  throw error;
}

async function runSingle(
  request: IncomingMessage,
  engine: Engine,
  statement: Statement,
  signal: AbortSignal,
): Promise<SqlResponse> {
  const body = await withClient(engine, (client) => run(client, request, statement), signal);
  return { status: 200, body };
}

async function runBatch(
  request: IncomingMessage,
  engine: Engine,
  statements: Statement[],
  signal: AbortSignal,
): Promise<SqlResponse> {
  const { modes, headers } = transactionOptions(request);
  const results: object[] = [];
  let remaining = MAX_RESPONSE_BYTES;
  const runAll = async (client: Client) => {
    await client.query(`begin ${modes}`);
    for (const statement of statements) {
      const result = await run(client, request, statement);
      remaining -= JSON.stringify(result).length;
      if (remaining < 0) throw new ResponseTooLargeError();
      results.push(result);
    }
    await client.query('commit');
  };
  await withClient(engine, runAll, signal);
  return { status: 200, headers, body: { results } };
}

async function run(client: Client, request: IncomingMessage, statement: Statement): Promise<object> {
  const result = await client.query(statement.query, statement.params);
  const arrayMode = statement.arrayMode ?? header(request, 'neon-array-mode') === 'true';
  const rawText = header(request, 'neon-raw-text-output') === 'true';
  return {
    fields: result.fields.map((field) => ({ ...field, format: 'text' })),
    rows: result.rows.map((row) => formatRow(result, row, { arrayMode, rawText })),
    ...parseCommandTag(result.tag),
    rowAsArray: arrayMode,
  };
}

function formatRow(
  { fields }: QueryResult,
  row: (string | null)[],
  { arrayMode, rawText }: { arrayMode: boolean; rawText: boolean },
): unknown {
  const values = rawText ? row : row.map((text, index) => toJsonValue(text, fields[index]?.dataTypeID ?? 0));
  return arrayMode ? values : Object.fromEntries(fields.map((field, index) => [field.name, values[index]]));
}
