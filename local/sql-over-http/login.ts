import { timingSafeEqual } from 'node:crypto';

/** Local Neon's only login. */
export interface Login {
  user: string;
  password: string;
  database: string;
}

/** Builds a login's connection string. The host is `localhost`, which the driver can't mistake for a Neon endpoint. */
export function connectionString({ user, password, database }: Login, port: number): string {
  return `postgresql://${user}:${password}@localhost:${port}/${database}`;
}

/** Compares a connection string with the login. Returns null if they match, or the error that Neon reports. */
export function verifyLogin(
  connectionUrl: string | undefined,
  login: Login,
): { message: string; code: string | null } | null {
  if (!connectionUrl || !URL.canParse(connectionUrl)) return { message: 'Invalid connection string.', code: null };
  const url = new URL(connectionUrl);
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decode);
  if (user !== login.user || !isEqual(password ?? '', login.password)) {
    return { message: `password authentication failed for user '${user}'`, code: '28P01' };
  }
  if (database !== login.database) return { message: `database "${database}" does not exist`, code: '3D000' };
  return null;
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
export function isEqual(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
