/** The fields of a Postgres error, named as in Neon's error body. */
export interface PostgresErrorFields {
  message: string;
  code: string;
  severity?: string | undefined;
  detail?: string | undefined;
  hint?: string | undefined;
  position?: string | undefined;
  internalPosition?: string | undefined;
  internalQuery?: string | undefined;
  where?: string | undefined;
  schema?: string | undefined;
  table?: string | undefined;
  column?: string | undefined;
  dataType?: string | undefined;
  constraint?: string | undefined;
  file?: string | undefined;
  line?: string | undefined;
  routine?: string | undefined;
}

/** Picks the fields that Neon returns from a driver's error. */
export function errorFields(
  error: Omit<PostgresErrorFields, 'code'> & { code?: string | undefined },
): PostgresErrorFields {
  const { message, code = 'XX000', severity, detail, hint, position, internalPosition, internalQuery } = error;
  const { where, schema, table, column, dataType, constraint, file, line, routine } = error;
  return {
    ...{ message, code, severity, detail, hint, position, internalPosition, internalQuery },
    ...{ where, schema, table, column, dataType, constraint, file, line, routine },
  };
}

/** Postgres rejected the statement, or the statement timed out. */
export class PostgresError extends Error {
  constructor(readonly fields: PostgresErrorFields) {
    super(fields.message);
    this.name = 'PostgresError';
  }
}

/** The result exceeds `MAX_RESPONSE_BYTES`. Outside a transaction, the statement's writes are kept. */
export class ResponseTooLargeError extends Error {}

/** The engine stopped while the statement ran. It restarts for the next one. */
export class EngineCrashedError extends Error {}

/** The engine can't provide a session. */
export class EngineUnavailableError extends Error {}

/** The client closed the connection. */
export class RequestAbortedError extends Error {}

/** Returns the error that Postgres reports for a statement timeout. */
export function statementTimeoutError(): PostgresError {
  return new PostgresError({
    message: 'canceling statement due to statement timeout',
    code: '57014',
    severity: 'ERROR',
  });
}
