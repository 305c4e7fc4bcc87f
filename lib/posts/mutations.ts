import { NeonDbError } from '@neondatabase/serverless';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type ActingUser, type Actor, asUser } from '../db/as-user';
import { db } from '../db/client';
import { posts, RATE_LIMIT_POLICY } from '../db/schema';
import type { Missing, Post, SignedOut } from './post';
import { ownColumns, ownPost } from './statements';

type Done = { status: 'done'; post: Post };
/** The post as it is now, which is not as it was when the change was made. */
type Conflict = { status: 'conflict'; current: Post };

export type Created = Done | SignedOut | { status: 'sent-before' } | { status: 'rate-limited' };
export type Changed = Done | SignedOut | Missing | Conflict;
export type Deleted = { status: 'done' } | SignedOut | Missing | Conflict;

/**
 * Writes a post. The same post sent again with its key is the one that was written then, as long as that is unchanged;
 * else nothing is written, and the answer is `sent-before`.
 */
export async function createPost(
  actor: Actor,
  post: { content: string; isPublished: boolean; idempotencyKey: string },
): Promise<Created> {
  const insert = db
    .insert(posts)
    .values(post)
    .onConflictDoNothing({ target: [posts.userId, posts.idempotencyKey] });
  const written = db.select(ownColumns).from(posts).where(eq(posts.idempotencyKey, post.idempotencyKey));
  const outcomeOf = (row: Omit<Post, 'author'>, author: ActingUser): Created =>
    row.content === post.content && row.isPublished === post.isPublished
      ? done(row, author)
      : { status: 'sent-before' };
  try {
    const answer = await asUser(actor, insert, written);
    if (!answer) return { status: 'signed-out' };
    const [row] = answer.results[1];
    if (!row) throw new Error('A post was neither written nor there before.');
    return outcomeOf(row, answer.user);
  } catch (error) {
    if (!isRateLimited(error)) throw error;
    // Postgres asks the policy before it looks for the key: this may be a post that was written a moment ago.
    const answer = await asUser(actor, written);
    const row = answer?.results[0][0];
    return answer && row ? outcomeOf(row, answer.user) : { status: 'rate-limited' };
  }
}

function isRateLimited(error: unknown): boolean {
  return error instanceof NeonDbError && error.message.includes(`"${RATE_LIMIT_POLICY}"`);
}

/**
 * Changes a post's content, or whether it is published.
 * @param basedOn the `updatedAt` of the post that the change was made on: when the post was changed since, nothing happens
 * and the post as it is now comes back. Null changes it whatever it is.
 */
export async function changePost(
  actor: Actor,
  id: number,
  change: { content?: string | undefined; isPublished?: boolean | undefined },
  basedOn: Date | null,
): Promise<Changed> {
  // Never the same twice, also within a millisecond.
  const updatedAt = sql`greatest(now(), ${posts.updatedAt} + interval '1 millisecond')`;
  const update = db
    .update(posts)
    .set({ ...change, updatedAt })
    .where(isVersion(id, basedOn))
    .returning(ownColumns);
  const answer = await asUser(actor, update, ownPost(id));
  if (!answer) return { status: 'signed-out' };
  const [[changed], [current]] = answer.results;
  if (changed) return done(changed, answer.user);
  return current ? { status: 'conflict', current: { ...current, author: answer.user } } : { status: 'missing' };
}

/** Deletes a post. `basedOn` is as in `changePost`. */
export async function deletePost(actor: Actor, id: number, basedOn: Date | null): Promise<Deleted> {
  const remove = db.delete(posts).where(isVersion(id, basedOn)).returning({ id: posts.id });
  const answer = await asUser(actor, remove, ownPost(id));
  if (!answer) return { status: 'signed-out' };
  const [[removed], [current]] = answer.results;
  if (removed) return { status: 'done' };
  return current ? { status: 'conflict', current: { ...current, author: answer.user } } : { status: 'missing' };
}

/** Deletes all that the user has written: row-level security leaves nothing else to delete. */
export async function deleteOwnPosts(actor: Actor): Promise<{ status: 'done' } | SignedOut> {
  return (await asUser(actor, db.delete(posts))) ? { status: 'done' } : { status: 'signed-out' };
}

function isVersion(id: number, basedOn: Date | null): SQL | undefined {
  return and(eq(posts.id, id), basedOn ? eq(posts.updatedAt, basedOn) : undefined);
}

function done(row: Omit<Post, 'author'>, author: ActingUser): Done {
  return { status: 'done', post: { ...row, author } };
}
