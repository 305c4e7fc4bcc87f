import { NeonDbError } from '@neondatabase/serverless';
import { and, eq, gt, inArray, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { TIMEOUTS } from '../limits';
import { toVisibleLine } from '../text/visible';
import { db } from './client';
import { sessions, users } from './neon-auth';
import { appUser } from './schema';

/**
 * The user that a statement runs for, identified by a session token or by a verified JWT.
 * The token is in a private field: it cannot be logged, and React refuses to send such an object to the browser.
 */
export class Actor {
  readonly #matchesUser: SQL;

  private constructor(matchesUser: SQL) {
    this.#matchesUser = matchesUser;
  }

  static fromSession(token: string): Actor {
    return Actor.#fromSessions(eq(sessions.token, token));
  }

  /**
   * Identifies the user of a JWT, while a session that existed when the JWT was issued is active. So a JWT ends with those
   * sessions: when they are revoked, and when the owner of an address reclaims an account that someone else created with it.
   * @param userId must be verified: the database does not check it
   */
  static fromJwt(userId: string, issuedAt: Date): Actor {
    // A JWT has whole seconds.
    const issued = sql`${issuedAt.toISOString()}::timestamptz + interval '1 second'`;
    return Actor.#fromSessions(and(eq(sessions.userId, userId), lt(sessions.createdAt, issued)));
  }

  static #fromSessions(condition: SQL | undefined): Actor {
    const isActive = and(condition, gt(sessions.expiresAt, sql`now()`));
    return new Actor(inArray(users.id, db.select({ id: sessions.userId }).from(sessions).where(isActive)));
  }

  /** Returns the same actor, active only if it is the user with this id. */
  onlyIf(userId: string): Actor {
    return new Actor(sql`${this.#matchesUser} and ${eq(users.id, userId)}`);
  }

  /** Selects the user's id and name. No row if the session has ended, or the user is deleted or banned. */
  identity() {
    const isNotBanned = or(isNull(users.banned), not(users.banned), lte(users.banExpires, sql`now()`));
    return db.select({ id: users.id, name: users.name }).from(users).where(and(this.#matchesUser, isNotBanned));
  }
}

/** The user that the statements ran for. */
export interface ActingUser {
  id: string;
  name: string;
}

/** A condition for public reads: without an active session Postgres returns nothing, instead of rows that the app would drop. */
export const isSignedInSql = sql`current_setting('app.user_id', true) <> ''`;

type Query = BatchItem<'pg'>;
type Results<Queries extends readonly Query[]> = { [Index in keyof Queries]: Queries[Index]['_']['result'] };

/** The views that a public read may select from. */
type PublicView = 'published_posts';

/** A select from a public view, joined with nothing but users. For every other statement, a text that the type error shows. */
type PublicQuery<Q extends Query> = Q extends { _: { tableName: PublicView; nullabilityMap: infer Tables } }
  ? [Exclude<keyof Tables, PublicView | 'user'>] extends [never]
    ? Q
    : 'A public query joins only users.'
  : 'Select from a view in PublicView.';

/**
 * Runs statements as a user, in one round trip and one transaction. The database looks up the session, switches to the role
 * `app_user`, and row-level security limits every statement to the user's own rows, whatever its `where` says.
 * It fails closed: without an active session no row is visible and no row can be written.
 * @returns the result of each statement; null if the actor's session is not active
 * @throws NeonDbError with code 42501 if a policy refuses a row of a signed-in user, 57014 on a statement timeout
 */
export async function asUser<Queries extends readonly Query[]>(
  actor: Actor,
  ...queries: Queries
): Promise<{ user: ActingUser; results: Results<Queries> } | null> {
  try {
    const [identified, , ...results] = await db.batch([setUser(actor), switchRole(), ...queries]);
    const user = toUser(identified);
    return user && { user, results };
  } catch (error) {
    if (error instanceof NeonDbError && error.code === '42501' && !(await identify(actor))) return null;
    throw error;
  }
}

/**
 * Reads public posts for a signed-in user. The first query runs as the database owner, to join author names, so its type
 * admits only the public view. The others run as in `asUser`, in the same round trip.
 * @returns the result of each query; null if the actor's session is not active
 */
export async function readPublic<Public extends Query, Queries extends readonly Query[]>(
  actor: Actor,
  publicQuery: Public & PublicQuery<Public>,
  ...queries: Queries
): Promise<{ user: ActingUser; published: Public['_']['result']; results: Results<Queries> } | null> {
  const [identified, published, , ...results] = await db.batch([setUser(actor), publicQuery, switchRole(), ...queries]);
  const user = toUser(identified);
  return user && { user, published, results };
}

/** Returns the user behind an actor, or null. */
export async function identify(actor: Actor): Promise<ActingUser | null> {
  const [user] = await readNeonAuth(actor.identity());
  return user ?? null;
}

/**
 * Reads tables of Neon Auth, which have no policies, as the database owner: the query itself must join an actor's `identity()`.
 * It runs as a batch, because Drizzle puts the parameters of a single query, and so the token, into an error.
 */
export async function readNeonAuth<Q extends Query>(query: Q): Promise<Q['_']['result']> {
  const [rows] = await db.batch([query]);
  return rows;
}

/** Sets the user id until the transaction ends. Without an active session it is '', which no policy matches. */
function setUser(actor: Actor) {
  return db.execute<{ id: string | null; name: string }>(sql`
    select id, name, set_config('app.user_id', coalesce(id::text, ''), true),
      set_config('statement_timeout', ${String(TIMEOUTS.statement)}, true)
    from (select) as always left join (${actor.identity()}) as identity on true`);
}

function switchRole() {
  return db.execute(sql`select set_config('role', ${appUser.name}, true)`);
}

function toUser({ rows: [row] }: { rows: { id: string | null; name: string }[] }): ActingUser | null {
  return row?.id ? { id: row.id, name: toVisibleLine(row.name) } : null;
}
