import { MAX_RESPONSE_BYTES } from '../postgres/engine';
import {
  EngineCrashedError,
  EngineUnavailableError,
  PostgresError,
  type PostgresErrorFields,
  ResponseTooLargeError,
} from '../postgres/errors';

export interface SqlResponse {
  status: number;
  headers?: Record<string, string>;
  /** JSON text. */
  body: string;
}

/** The request is rejected before it reaches Postgres, with the status and message that Neon uses. */
export class RequestError extends Error {
  constructor(
    readonly status: 400 | 413 | 500,
    message: string,
    readonly fields: { code?: string; severity?: string } = {},
  ) {
    super(message);
  }
}

const NULLABLE_KEYS = [
  ...(['detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'where', 'table', 'column'] as const),
  ...(['schema', 'dataType', 'constraint', 'file', 'line', 'routine'] as const),
];

/** Returns an error's body, which always has all 17 keys. Without a Postgres error, the code and severity are empty. */
export function errorBody(error: Partial<PostgresErrorFields> & { message: string }): object {
  const { message, code = '', severity = '' } = error;
  return { message, code, severity, ...Object.fromEntries(NULLABLE_KEYS.map((key) => [key, error[key] ?? null])) };
}

/**
 * Returns the response to a failed request.
 * @throws the error if it is unexpected
 */
export function errorResponse(error: unknown): SqlResponse {
  if (error instanceof PostgresError) return response(400, error.fields);
  if (error instanceof RequestError) {
    // Close the connection, or the unread rest of the body would be parsed as the next request.
    const headers = error.status === 413 ? { Connection: 'close' } : {};
    return { ...response(error.status, { message: error.message, ...error.fields }), headers };
  }
  if (error instanceof ResponseTooLargeError) {
    return response(507, { message: `response is too large (max is ${MAX_RESPONSE_BYTES} bytes)` });
  }
  // Neon answers 400 if the connection is lost during a statement, and 500 if it can't connect.
  if (error instanceof EngineCrashedError) return response(400, { message: error.message });
  if (error instanceof EngineUnavailableError) return response(500, { message: error.message });
  throw error;
}

function response(status: number, error: Parameters<typeof errorBody>[0]): SqlResponse {
  return { status, body: JSON.stringify(errorBody(error)) };
}
