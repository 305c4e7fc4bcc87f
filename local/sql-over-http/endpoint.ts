import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../http';
import {
  Abandoned,
  type Client,
  commandOf,
  type Engine,
  EngineCrash,
  PostgresError,
  type QueryResult,
  RESPONSE_LIMIT,
  ResponseTooLarge,
  withClient,
} from '../postgres/engine';
import { checkLogin, type Login } from './login';
import { toJsonValue, toPostgresText } from './values';

/** Neon's documented limit for a request, in bytes. */
const REQUEST_LIMIT = 64 * 1024 * 1024;

const Statement = z.object({
  query: z.string(),
  params: z
    .array(z.unknown())
    .nullish()
    .transform((params) => (params ?? []).map(toPostgresText)),
  arrayMode: z.boolean().optional(),
});
const Body = z.union([z.object({ queries: z.array(Statement) }), Statement]);
type Statement = z.infer<typeof Statement>;

/** The batch headers, each with the SQL that it stands for. */
const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: 'isolation level read uncommitted',
  ReadCommitted: 'isolation level read committed',
  RepeatableRead: 'isolation level repeatable read',
  Serializable: 'isolation level serializable',
};

export interface SqlAnswer {
  status: number;
  headers?: Record<string, string>;
  body: object;
}

/** A request that is refused before Postgres sees it. */
class BadRequest extends Error {
  constructor(
    readonly status: 400 | 413,
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/**
 * Answers `POST /sql` as Neon does: one query, or a batch as one transaction, run as the connection string's user.
 * What Postgres refuses is a 400 with all the fields of its error. Work is ended when its asker hangs up.
 * @returns null when there is nobody left to answer
 */
export async function answerSql(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
  login: Login,
): Promise<SqlAnswer | null> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (response.destroyed) return null;
  try {
    const refusal = checkLogin(header(request, 'neon-connection-string'), login);
    if (refusal) throw new BadRequest(400, refusal.message, refusal.code);
    const text = await readBody(request, REQUEST_LIMIT);
    if (text === null) throw new BadRequest(413, 'The request is larger than 64 MB.');
    const body = Body.safeParse(parseJson(text));
    if (!body.success) throw new BadRequest(400, 'The body is neither a query nor a batch of queries.');
    const statements = 'queries' in body.data ? body.data.queries : [body.data];
    for (const statement of statements) refuseHostile(statement);
    return 'queries' in body.data
      ? await answerBatch(request, engine, statements, gone.signal)
      : await answerQuery(request, engine, body.data, gone.signal);
  } catch (error) {
    if (error instanceof Abandoned) return null;
    if (error instanceof PostgresError) return { status: 400, body: error.fields };
    if (error instanceof BadRequest) {
      // What was not read of a request must not be taken for the next one on its connection.
      const headers = error.status === 413 ? { Connection: 'close' } : {};
      return { status: error.status, headers, body: { message: error.message, code: error.code } };
    }
    if (error instanceof ResponseTooLarge)
      return { status: 507, body: { message: 'The response is larger than 64 MB.' } };
    if (error instanceof EngineCrash) return { status: 500, body: { message: error.message } };
    throw error;
  }
}

async function answerQuery(
  request: IncomingMessage,
  engine: Engine,
  statement: Statement,
  gone: AbortSignal,
): Promise<SqlAnswer> {
  const body = await withClient(engine, (client) => run(client, request, statement), gone);
  return { status: 200, body };
}

async function answerBatch(
  request: IncomingMessage,
  engine: Engine,
  statements: Statement[],
  gone: AbortSignal,
): Promise<SqlAnswer> {
  const { sql, echo } = transactionOptions(request);
  const results: object[] = [];
  let left = RESPONSE_LIMIT;
  const runAll = async (client: Client) => {
    await client.query(`begin ${sql}`);
    for (const statement of statements) {
      const result = await run(client, request, statement);
      left -= JSON.stringify(result).length;
      if (left < 0) throw new ResponseTooLarge();
      results.push(result);
    }
    await client.query('commit');
  };
  await withClient(engine, runAll, gone);
  return { status: 200, headers: echo, body: { results } };
}

/** The wire protocol counts parameters in 16 bits. */
const MOST_PARAMETERS = 65_535;

/**
 * Refuses what Postgres would refuse but PGlite drops, misunderstands or waits for without end.
 * @throws BadRequest with Postgres's own code
 */
function refuseHostile({ query, params }: Statement): void {
  if (params.length > MOST_PARAMETERS) {
    throw new BadRequest(400, `A query has at most ${MOST_PARAMETERS} parameters.`, '08P01');
  }
  for (const text of [query, ...params]) {
    if (text !== null && (text.includes('\0') || !text.isWellFormed())) {
      throw new BadRequest(400, 'invalid byte sequence for encoding "UTF8"', '22021');
    }
  }
  if (/^copy\b/i.test(withoutPreamble(query)) && /\b(stdin|stdout)\b/i.test(query)) {
    throw new BadRequest(400, 'COPY from or to the client is not possible over HTTP.', '0A000');
  }
}

/** A query from its first word on: without the white space, empty statements and comments before it. */
function withoutPreamble(query: string): string {
  const skipped = /[\s;]+|--[^\r\n]*/y;
  let at = 0;
  for (;;) {
    skipped.lastIndex = at;
    if (skipped.test(query)) at = skipped.lastIndex;
    else if (query.startsWith('/*', at)) at = endOfComment(query, at);
    else return query.slice(at);
  }
}

/** Postgres's block comments nest. */
function endOfComment(query: string, begin: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = begin;
  let depth = 0;
  for (let mark = marks.exec(query); mark; mark = marks.exec(query)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return query.length;
}

function transactionOptions(request: IncomingMessage): { sql: string; echo: Record<string, string> } {
  const level = header(request, 'neon-batch-isolation-level');
  const readOnly = header(request, 'neon-batch-read-only');
  const deferrable = header(request, 'neon-batch-deferrable');
  const modes: string[] = [];
  const echo: Record<string, string> = {};
  if (level !== undefined) {
    const mode = Object.hasOwn(ISOLATION_LEVELS, level) ? ISOLATION_LEVELS[level] : undefined;
    if (!mode) throw new BadRequest(400, `Invalid isolation level: ${level}`);
    modes.push(mode);
    echo['Neon-Batch-Isolation-Level'] = level;
  }
  if (readOnly === 'true') {
    modes.push('read only');
    echo['Neon-Batch-Read-Only'] = 'true';
  }
  if (deferrable === 'true') {
    modes.push('deferrable');
    echo['Neon-Batch-Deferrable'] = 'true';
  }
  return { sql: modes.join(', '), echo };
}

async function run(client: Client, request: IncomingMessage, statement: Statement): Promise<object> {
  const result = await client.query(statement.query, statement.params);
  const arrayMode = statement.arrayMode ?? header(request, 'neon-array-mode') === 'true';
  const rawText = header(request, 'neon-raw-text-output') === 'true';
  return {
    fields: result.fields.map((field) => ({ ...field, format: 'text' })),
    rows: result.rows.map((row) => shapeRow(result, row, { arrayMode, rawText })),
    ...commandOf(result.tag),
    rowAsArray: arrayMode,
  };
}

function shapeRow(
  { fields }: QueryResult,
  row: (string | null)[],
  { arrayMode, rawText }: { arrayMode: boolean; rawText: boolean },
): unknown {
  const values = rawText ? row : row.map((text, index) => toJsonValue(text, fields[index]?.dataTypeID ?? 0));
  return arrayMode ? values : Object.fromEntries(fields.map((field, index) => [field.name, values[index]]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(400, 'The body is not JSON.');
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
