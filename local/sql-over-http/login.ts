import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from './errors';

/** Local Neon's only login. */
export interface Login {
  user: string;
  password: string;
  database: string;
}

/** Returns the login with which an app connects. */
export function ownerLogin({ databasePassword }: { databasePassword: string }): Login {
  return { user: 'neondb_owner', password: databasePassword, database: 'neondb' };
}

/** Builds a login's connection string. The host is `localhost`, which the driver can't mistake for a Neon endpoint. */
export function connectionString({ user, password, database }: Login, port: number): string {
  return `postgresql://${user}:${password}@localhost:${port}/${database}`;
}

/**
 * Reads the login in a request's connection string. The database is the first segment of its path.
 * @throws RequestError when a part is missing, and for a JWT, which only a host of its own accepts on Neon
 */
export function readLogin(headers: IncomingHttpHeaders): Login {
  const text = headers['neon-connection-string'];
  if (typeof text !== 'string') throw new RequestError(400, 'invalid header: neon-connection-string');
  if (!URL.canParse(text)) throw new RequestError(400, `invalid connection string: ${urlProblem(text)}`);
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new RequestError(400, 'incorrect scheme');
  if (!url.pathname.startsWith('/')) throw new RequestError(400, 'missing database name');
  const user = decode(url.username);
  if (user === '') throw new RequestError(400, 'missing username');
  if (headers.authorization !== undefined || url.password === '') {
    throw new RequestError(400, 'missing authentication credentials: required password');
  }
  // Postgres uses the user's name without a database name.
  return { user, password: decode(url.password), database: decode(url.pathname.split('/')[1] ?? '') || user };
}

/** Returns which part of a login differs from local Neon's: the user or password before the database. Null if none does. */
export function wrongPart(given: Login, login: Login): 'password' | 'database' | null {
  if (given.user !== login.user || !isEqual(given.password, login.password)) return 'password';
  return given.database === login.database ? null : 'database';
}

/**
 * Compares a login with local Neon's.
 * @throws RequestError as Neon does: the proxy checks the password, Postgres the database
 */
export function verifyLogin(given: Login, login: Login): void {
  const wrong = wrongPart(given, login);
  if (wrong === 'password') {
    throw new RequestError(400, `password authentication failed for user '${given.user}'`);
  }
  if (wrong === 'database') {
    const fields = { code: '3D000', severity: 'FATAL' };
    throw new RequestError(500, `database "${given.database}" does not exist`, fields);
  }
}

function urlProblem(text: string): string {
  return /^[a-z][a-z\d+.-]*:/i.test(text) ? 'invalid URL' : 'relative URL without a base';
}

/** Returns the text unchanged when it isn't valid percent-encoding. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Compares secrets in constant time. */
function isEqual(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
