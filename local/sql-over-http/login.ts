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
  const user = decodeURIComponent(url.username);
  if (user !== login.user || !same(decodeURIComponent(url.password), login.password)) {
    return { message: `password authentication failed for user '${user}'`, code: '28P01' };
  }
  const database = decodeURIComponent(url.pathname.slice(1));
  if (database !== login.database) return { message: `database "${database}" does not exist`, code: '3D000' };
  return null;
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
