import { NeonDbError } from '@neondatabase/serverless';
import { z } from 'zod';

const PostgresError = z.object({ code: z.string(), message: z.string() });

/**
 * Returns the code and the message of an error of Postgres. Neon's proxy reports a refused connection with the status 500, whose
 * JSON the driver puts into the message.
 */
export function postgresError(error: unknown): { code: string | undefined; message: string } | null {
  if (!(error instanceof NeonDbError)) return null;
  const [json] = /\{.*\}/s.exec(error.message) ?? [];
  return PostgresError.safeParse(json && parseJson(json)).data ?? error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says why Postgres refused a connection, and how to correct it. Returns null for other errors. */
export function refusalOf(error: unknown): { message: string; fix: string } | null {
  const { code, message } = postgresError(error) ?? {};
  // The proxy itself checks the password, and its error has no code.
  if (code === '28P01' || message?.startsWith('password authentication failed')) {
    return {
      message: 'Postgres rejected the user or password in DATABASE_URL',
      fix: 'Copy the connection string again: Neon Console, your project, Connect. If the password is lost, reset it under Roles.',
    };
  }
  if (code === '3D000') {
    return {
      message: 'The database in DATABASE_URL does not exist on this branch',
      fix: 'Choose the branch and the database: Neon Console, your project, Connect.',
    };
  }
  return null;
}
