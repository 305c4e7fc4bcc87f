import { Actor } from '../../lib/db/as-user';
import { connect } from '../../lib/db/connection';
import type { Account } from './users';

const sql = connect(process.env.DATABASE_URL ?? '');

/** Actors that the database must reject. Each is created from an account. */
export const INVALID_ACTORS: { name: string; create: (account: Account) => Promise<Actor> }[] = [
  { name: 'an unknown token', create: async () => Actor.fromSession('invented') },
  { name: 'an empty token', create: async () => Actor.fromSession('') },
  {
    name: 'a revoked session',
    create: async ({ token }) => {
      await sql`delete from neon_auth.session where token = ${token}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'an expired session',
    create: async ({ token }) => {
      await sql`update neon_auth.session set "expiresAt" = now() - interval '1 second' where token = ${token}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'the session of a banned user',
    create: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true where id = ${id}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'the session of a temporarily banned user',
    create: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true, "banExpires" = now() + interval '1 hour' where id = ${id}`;
      return Actor.fromSession(token);
    },
  },
];
