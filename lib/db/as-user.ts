import { NeonDbError } from '@neondatabase/serverless';
import { and, eq, gt, inArray, isNull, lte, not, or, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { db } from './client';
import { sessions, users } from './neon-auth';
import { appUser } from './schema';

/**
 * On whose behalf a statement runs: whoever holds a session's token, or whom a verified JWT names.
 * The token is in a private field, which keeps it from logs and from the browser: React sends no such object there.
 */
export class Actor {
  readonly #isThem: SQL;

  private constructor(isThem: SQL) {
    this.#isThem = isThem;
  }

  static ofSession(token: string): Actor {
    const isAlive = and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`));
    return new Actor(inArray(users.id, db.select({ id: sessions.userId }).from(sessions).where(isAlive)));
  }

  /**
   * A user by their id, as long as they are signed in anywhere.
   * @param userId whose proof has been checked: the database takes it as it is
   */
  static ofUser(userId: string): Actor {
    const isAlive = and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`));
    return new Actor(inArray(users.id, db.select({ id: sessions.userId }).from(sessions).where(isAlive)));
  }

  /** Their id and name. No row once the session has ended, or the user is gone or banned. */
  identity() {
    const isNotBanned = or(isNull(users.banned), not(users.banned), lte(users.banExpires, sql`now()`));
    return db.select({ id: users.id, name: users.name }).from(users).where(and(this.#isThem, isNotBanned));
  }
}

/** The user for whom the statements ran. */
export interface ActingUser {
  id: string;
  name: string;
}

/** How long, in milliseconds, Postgres may take for one statement. */
const TIME_LIMIT = 1_500;

/** For statements that run as the owner: without it, a search by nobody would be made, and thrown away. */
export const isIdentified = sql`current_setting('app.user_id', true) <> ''`;

type Query = BatchItem<'pg'>;
type Results<Queries extends readonly Query[]> = { [Index in keyof Queries]: Queries[Index]['_']['result'] };

/**
 * Runs statements as a user, in one round trip and one transaction: the database looks the session up itself, takes the
 * role `app_user`, and under row-level security shows and changes only what is theirs, whatever a statement forgets.
 * It fails closed: without a live session no row is seen and none can be written.
 * @returns what each statement gave; null when nobody lives behind the actor
 * @throws NeonDbError with the code 42501 when a policy refuses a row of somebody who is signed in, 57014 after 1.5 s
 */
export async function asUser<Queries extends readonly Query[]>(
  actor: Actor,
  ...queries: Queries
): Promise<{ user: ActingUser; results: Results<Queries> } | null> {
  try {
    const [identified, , ...results] = await db.batch([setUser(actor), takeRole(), ...queries]);
    const user = toUser(identified);
    return user && { user, results };
  } catch (error) {
    if (error instanceof NeonDbError && error.code === '42501' && !(await identify(actor))) return null;
    throw error;
  }
}

/**
 * Reads what is public for somebody who is signed in, as the owner (with `isIdentified` among its conditions); what is their
 * own follows in the same round trip, as in `asUser`.
 * @returns what each statement gave; null when nobody lives behind the actor
 */
export async function forUser<Public extends Query, Queries extends readonly Query[]>(
  actor: Actor,
  published: Public,
  ...queries: Queries
): Promise<{ user: ActingUser; published: Public['_']['result']; results: Results<Queries> } | null> {
  const [identified, found, , ...results] = await db.batch([setUser(actor), published, takeRole(), ...queries]);
  const user = toUser(identified);
  return user && { user, published: found, results };
}

/** Who lives behind an actor, if anybody. As a batch, because the error of a single query would show the token. */
export async function identify(actor: Actor): Promise<ActingUser | null> {
  const [[user]] = await db.batch([actor.identity()]);
  return user ?? null;
}

/** Until the transaction ends. The setting is '' when nobody lives behind the actor, and then no policy holds. */
function setUser(actor: Actor) {
  return db.execute<{ id: string | null; name: string }>(sql`
    select id, name, set_config('app.user_id', coalesce(id::text, ''), true),
      set_config('statement_timeout', ${String(TIME_LIMIT)}, true)
    from (select) as always left join (${actor.identity()}) as identity on true`);
}

function takeRole() {
  return db.execute(sql`select set_config('role', ${appUser.name}, true)`);
}

function toUser({ rows: [row] }: { rows: { id: string | null; name: string }[] }): ActingUser | null {
  return row?.id ? { id: row.id, name: row.name } : null;
}
