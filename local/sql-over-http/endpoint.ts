import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBytes } from '../http';
import { type Client, type Engine, MAX_RESPONSE_BYTES, withClient } from '../postgres/engine';
import { RequestAbortedError, ResponseTooLargeError } from '../postgres/errors';
import { errorResponse, RequestError, type SqlResponse } from './errors';
import { type Login, readLogin, verifyLogin } from './login';
import { parseBody, type Statement } from './request';
import { type RequestOptions, readOptions } from './request-headers';
import { readArrayTypes, resultJson } from './results';

/** Neon's documented request limit. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

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
    const given = readLogin(request.headers);
    const options = readOptions(request.headers);
    verifyLogin(given, login);
    const bytes = await readBytes(request, MAX_REQUEST_BYTES);
    if (bytes === null) throw new RequestError(413, `request is too large (max is ${MAX_REQUEST_BYTES} bytes)`);
    const body = parseBody(bytes);
    return 'queries' in body
      ? await runBatch(engine, body.queries, options, disconnected.signal)
      : await runSingle(engine, body, options, disconnected.signal);
  } catch (error) {
    if (error instanceof RequestAbortedError) return null;
    return errorResponse(error);
  }
}

async function runSingle(
  engine: Engine,
  statement: Statement,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<SqlResponse> {
  const body = await withClient(engine, (client) => run(client, statement, options), signal);
  if (Buffer.byteLength(body) > MAX_RESPONSE_BYTES) throw new ResponseTooLargeError();
  return { status: 200, body };
}

async function runBatch(
  engine: Engine,
  statements: Statement[],
  options: RequestOptions,
  signal: AbortSignal,
): Promise<SqlResponse> {
  const results: string[] = [];
  let remaining = MAX_RESPONSE_BYTES;
  const runAll = async (client: Client) => {
    await client.query(`begin ${options.modes}`);
    for (const statement of statements) {
      const result = await run(client, statement, options);
      remaining -= Buffer.byteLength(result);
      if (remaining < 0) throw new ResponseTooLargeError();
      results.push(result);
    }
    await client.query('commit');
  };
  await withClient(engine, runAll, signal);
  return { status: 200, headers: options.confirmation, body: `{"results":[${results}]}` };
}

/** Runs a statement and returns its result as JSON text. */
async function run(client: Client, statement: Statement, { rawText, ...options }: RequestOptions): Promise<string> {
  const result = await client.query(statement.query, statement.params);
  const arrayTypes = rawText ? new Map<number, number>() : await readArrayTypes(client, result.fields);
  return resultJson(result, arrayTypes, { rawText, arrayMode: statement.arrayMode ?? options.arrayMode });
}
