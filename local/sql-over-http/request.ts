import { z } from 'zod';
import { isClientCopy } from './client-copy';
import { RequestError } from './errors';
import { parseExactJson } from './exact-json';
import { toPostgresText } from './parameters';

const Statement = z.object({
  query: z.string(),
  params: z
    .array(z.unknown())
    .default([])
    .transform((params) => params.map(toPostgresText)),
  arrayMode: z.boolean().nullish(),
});
export type Statement = z.infer<typeof Statement>;

/** A query takes precedence over a batch beside it. */
const Body = z.union([Statement, z.object({ queries: z.array(Statement) })]);

/** The wire protocol counts parameters with 16 bits. */
const MAX_PARAMETERS = 65_535;

/**
 * Parses the body of `POST /sql`: one query or a batch.
 * @throws RequestError
 */
export function parseBody(bytes: Buffer): z.infer<typeof Body> {
  const body = Body.safeParse(parseJson(bytes));
  if (!body.success) throw unparsable('data did not match any variant of untagged enum Payload');
  for (const statement of 'queries' in body.data ? body.data.queries : [body.data]) rejectUnsupported(statement);
  return body.data;
}

/**
 * Rejects input that Postgres rejects but PGlite drops, misreads or waits on forever.
 * @throws RequestError with the error code that Postgres uses
 */
function rejectUnsupported({ query, params }: Statement): void {
  const reject = (code: string, message: string) => {
    throw new RequestError(400, message, { code, severity: 'ERROR' });
  };
  if (params.length > MAX_PARAMETERS) reject('08P01', `A query can have at most ${MAX_PARAMETERS} parameters.`);
  if ([query, ...params].some((text) => text?.includes('\0'))) {
    reject('22021', 'invalid byte sequence for encoding "UTF8": 0x00');
  }
  if (isClientCopy(query)) reject('0A000', "COPY from or to the client isn't supported over HTTP.");
}

function parseJson(bytes: Buffer): unknown {
  try {
    return parseExactJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw unparsable(error instanceof Error ? error.message : String(error));
  }
}

function unparsable(reason: string): RequestError {
  return new RequestError(400, `could not parse the HTTP request body: ${reason}`);
}
