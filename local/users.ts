import { z } from 'zod';
import { type Engine, withClient } from './postgres/engine';

const Session = z.object({
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
});

const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string().nullable(),
  emailVerified: z.boolean(),
  banned: z.boolean().nullable(),
  createdAt: z.string(),
  /** Ways to sign in: `credential` is a password. */
  providers: z.array(z.string()),
  /** Sessions that haven't expired, last used first. */
  sessions: z.array(Session),
});
export type User = z.infer<typeof User>;

/** Tests can create thousands of users; the page lists the newest. */
export const MAX_USERS = 50;

/** Returns the newest users whose name or email contains `text`, with their sessions, and the total number of matches. */
export async function readUsers(engine: Engine, text: string): Promise<{ users: User[]; total: number }> {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select count(*) over (), json_build_object(
         'id', u.id, 'name', u.name, 'email', u.email, 'role', u.role, 'emailVerified', u."emailVerified",
         'banned', u.banned and coalesce(u."banExpires" > now(), true), 'createdAt', u."createdAt",
         'providers', coalesce((select json_agg(distinct a."providerId") from neon_auth.account a where a."userId" = u.id), '[]'),
         'sessions', coalesce((
           select json_agg(json_build_object('createdAt', s."createdAt", 'updatedAt', s."updatedAt",
             'expiresAt', s."expiresAt", 'ipAddress', s."ipAddress", 'userAgent', s."userAgent") order by s."updatedAt" desc)
           from neon_auth.session s where s."userId" = u.id and s."expiresAt" > now()), '[]'))
       from neon_auth."user" u
       where strpos(lower(u.email), lower($1)) > 0 or strpos(lower(u.name), lower($1)) > 0
       order by u."createdAt" desc limit ${MAX_USERS}`,
      [text.trim()],
    ),
  );
  return {
    users: rows.map(([, user]) => User.parse(JSON.parse(user ?? 'null'))),
    total: Number(rows[0]?.[0] ?? 0),
  };
}
