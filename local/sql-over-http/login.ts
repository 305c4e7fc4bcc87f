import { timingSafeEqual } from 'node:crypto';

/** The one login that local Neon knows. */
export interface Login {
  user: string;
  password: string;
  database: string;
}

/** The connection string of a login. `localhost`, so that the driver's host is never mistaken for a Neon endpoint. */
export function connectionString({ user, password, database }: Login, port: number): string {
  return `postgresql://${user}:${password}@localhost:${port}/${database}`;
}

/** Null when the connection string is the login's; else what Postgres would say of it. */
export function checkLogin(given: string | undefined, login: Login): { message: string; code: string | null } | null {
  if (!given || !URL.canParse(given)) return { message: 'Invalid connection string.', code: null };
  const url = new URL(given);
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (user !== login.user || !same(password ?? '', login.password)) {
    return { message: `password authentication failed for user '${user}'`, code: '28P01' };
  }
  if (database !== login.database) return { message: `database "${database}" does not exist`, code: '3D000' };
  return null;
}

/** What is not encoded as an address must be is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
