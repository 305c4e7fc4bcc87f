import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { isClientCopy } from './client-copy';
import { toPostgresText } from './values';

const Statement = z.object({
  query: z.string(),
  params: z
    .array(z.unknown())
    .nullish()
    .transform((params) => (params ?? []).map(toPostgresText)),
  arrayMode: z.boolean().optional(),
});
export type Statement = z.infer<typeof Statement>;

const Body = z.union([z.object({ queries: z.array(Statement) }), Statement]);

/** The wire protocol counts parameters with 16 bits. */
const MAX_PARAMETERS = 65_535;

/** The request is rejected before Postgres sees it. */
export class BadRequestError extends Error {
  constructor(
    readonly status: 400 | 413,
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/**
 * Parses the body of `POST /sql`: one query or a batch.
 * @throws BadRequestError
 */
export function parseBody(text: string): z.infer<typeof Body> {
  const body = Body.safeParse(parseJson(text));
  if (!body.success) throw new BadRequestError(400, 'The body is neither a query nor a batch of queries.');
  for (const statement of 'queries' in body.data ? body.data.queries : [body.data]) rejectUnsupported(statement);
  return body.data;
}

/**
 * Rejects input that Postgres rejects but PGlite drops, misreads or waits on forever.
 * @throws BadRequestError with the error code that Postgres uses
 */
function rejectUnsupported({ query, params }: Statement): void {
  if (params.length > MAX_PARAMETERS) {
    throw new BadRequestError(400, `A query can have at most ${MAX_PARAMETERS} parameters.`, '08P01');
  }
  for (const text of [query, ...params]) {
    if (text !== null && (text.includes('\0') || !text.isWellFormed())) {
      throw new BadRequestError(400, 'invalid byte sequence for encoding "UTF8"', '22021');
    }
  }
  if (isClientCopy(query)) {
    throw new BadRequestError(400, "COPY from or to the client isn't supported over HTTP.", '0A000');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError(400, 'The body is not valid JSON.');
  }
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
