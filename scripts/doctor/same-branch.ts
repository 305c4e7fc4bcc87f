import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SESSION_TOKEN } from '../../lib/auth/sdk/cookies';
import { connect } from '../../lib/db/connection';
import { send } from './auth';
import { REQUEST_TIMEOUT } from './request';
import { failed, ok, type Result, skipped, warning } from './result';

const KEYS = 'Same project';
const SESSION = 'Session';
const FIX =
  'Copy DATABASE_URL and NEON_AUTH_BASE_URL of one branch: Neon Console, the branch, Connect and Auth. Each branch has its own.';
const Session = z.object({ user: z.object({ id: z.string() }) });

/** Checks that the auth server signs with the keys in the database. A branch has its parent's keys: `checkSession` finds that. */
export async function checkSameKeys(databaseUrl: string, keyIds: string[]): Promise<Result> {
  const sql = connect(databaseUrl, () => REQUEST_TIMEOUT);
  const rows = await sql`select id::text from neon_auth.jwks`.catch(() => null);
  if (!rows) return skipped(KEYS, "DATABASE_URL can't read the table neon_auth.jwks");
  if (rows.some((row) => keyIds.includes(String(row.id))))
    return ok(KEYS, 'Neon Auth signs with the keys in this database');
  return failed(KEYS, 'NEON_AUTH_BASE_URL belongs to another project or branch than DATABASE_URL', FIX);
}

/**
 * Signs a temporary user up, and checks that the auth server and the database report the same session. Deletes the user.
 * Only this tells a branch from its parent, because a branch starts with a copy of its users, sessions and keys.
 */
export async function checkSession(
  values: { DATABASE_URL: string; NEON_AUTH_BASE_URL: string },
  origin: string,
): Promise<Result[]> {
  const sql = connect(values.DATABASE_URL, () => REQUEST_TIMEOUT);
  const email = `doctor-${randomUUID()}@example.com`;
  const password = randomBytes(24).toString('base64url');
  const post = (path: string, body: object, cookie?: string) =>
    send(`${values.NEON_AUTH_BASE_URL}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { Origin: origin, 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    });
  const signUp = await post('sign-up/email', { name: 'Doctor', email, password });
  if (!signUp.ok) {
    const text = (await signUp.text()).slice(0, 200);
    return [skipped(SESSION, `Neon Auth refused to create a temporary user: ${signUp.status} ${text}`)];
  }
  const cookie = signUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => pair.startsWith(`${SESSION_TOKEN}=`));
  if (!cookie) {
    return [
      warning(
        SESSION,
        `Neon Auth requires a verified email, so the temporary user ${email} got no session`,
        'Delete this user: Neon Console, your branch, Auth, Users.',
      ),
    ];
  }
  const token = decodeURIComponent(cookie.slice(SESSION_TOKEN.length + 1)).split('.')[0];
  const stored = await sql`select "userId"::text as id from neon_auth.session where token = ${token}`;
  const reported = await send(`${values.NEON_AUTH_BASE_URL}/get-session`, { headers: { Cookie: cookie } });
  const session = Session.safeParse(await reported.json().catch(() => null));
  const deletion = await post('delete-user', { password }, cookie);
  return [
    compare(stored[0]?.id, session.data?.user.id),
    ...(deletion.ok
      ? []
      : [
          warning(
            SESSION,
            `The temporary user ${email} could not be deleted: ${deletion.status}`,
            'Delete this user: Neon Console, your branch, Auth, Users.',
          ),
        ]),
  ];
}

function compare(stored: unknown, reported: string | undefined): Result {
  if (!reported) return failed(SESSION, 'The auth server does not report a session that it has just created', FIX);
  if (stored === reported) return ok(SESSION, 'The database and Neon Auth report the same session');
  return failed(
    SESSION,
    'The database does not have a session that Neon Auth has just created, so every sign-in fails',
    FIX,
  );
}
