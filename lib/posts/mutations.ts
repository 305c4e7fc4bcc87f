import { NeonDbError } from '@neondatabase/serverless';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type ActingUser, type Actor, asUser } from '../db/as-user';
import { db } from '../db/client';
import type { Missing, Post, SignedOut } from './post';
import { ownColumns, ownPost } from './statements';
import { posts, RATE_LIMIT_POLICY } from './table';

type Done = { status: 'done'; post: Post };
/** The post has changed since `basedOn`. `current` is the latest version. */
type Conflict = { status: 'conflict'; current: Post };

export type Created = Done | SignedOut | { status: 'key-reused' } | { status: 'rate-limited' };
export type Changed = Done | SignedOut | Missing | Conflict;
export type Deleted = { status: 'done' } | SignedOut | Missing | Conflict;

/**
 * Creates a post. A retry with the same idempotency key returns the post that the first attempt created. If that post has
 * changed since, or was different, nothing is written and the status is `key-reused`.
 */
export async function createPost(
  actor: Actor,
  post: { content: string; isPublished: boolean; idempotencyKey: string },
): Promise<Created> {
  const insert = db
    .insert(posts)
    .values(post)
    .onConflictDoNothing({ target: [posts.userId, posts.idempotencyKey] });
  const created = db.select(ownColumns).from(posts).where(eq(posts.idempotencyKey, post.idempotencyKey));
  const outcomeOf = (row: Omit<Post, 'author'>, author: ActingUser): Created =>
    row.content === post.content && row.isPublished === post.isPublished ? done(row, author) : { status: 'key-reused' };
  try {
    const result = await asUser(actor, insert, created);
    if (!result) return { status: 'signed-out' };
    const [row] = result.results[1];
    if (!row) throw new Error('The insert neither created a post nor found one with its key.');
    return outcomeOf(row, result.user);
  } catch (error) {
    if (!isRateLimited(error)) throw error;
    // Postgres checks the policy before the conflict, so this may be a retry of a post that exists.
    const result = await asUser(actor, created);
    const row = result?.results[0][0];
    return result && row ? outcomeOf(row, result.user) : { status: 'rate-limited' };
  }
}

function isRateLimited(error: unknown): boolean {
  return error instanceof NeonDbError && error.message.includes(`"${RATE_LIMIT_POLICY}"`);
}

/**
 * Changes a post's content, or whether it is published.
 * @param basedOn the `updatedAt` of the version to change, or several of which one must be the latest. If the post has changed
 * since, nothing is written and the result has the latest version. Null changes any version.
 */
export async function changePost(
  actor: Actor,
  id: number,
  change: { content?: string | undefined; isPublished?: boolean | undefined },
  basedOn: Date | Date[] | null,
): Promise<Changed> {
  // Unique even for two changes within a millisecond.
  const updatedAt = sql`greatest(now(), ${posts.updatedAt} + interval '1 millisecond')`;
  const update = db
    .update(posts)
    .set({ ...change, updatedAt })
    .where(isVersion(id, basedOn))
    .returning(ownColumns);
  const result = await asUser(actor, update, ownPost(id));
  if (!result) return { status: 'signed-out' };
  const [[changed], [current]] = result.results;
  if (changed) return done(changed, result.user);
  return current ? { status: 'conflict', current: { ...current, author: result.user } } : { status: 'missing' };
}

/** Deletes a post. `basedOn` is as in `changePost`. */
export async function deletePost(actor: Actor, id: number, basedOn: Date | Date[] | null): Promise<Deleted> {
  const remove = db.delete(posts).where(isVersion(id, basedOn)).returning({ id: posts.id });
  const result = await asUser(actor, remove, ownPost(id));
  if (!result) return { status: 'signed-out' };
  const [[removed], [current]] = result.results;
  if (removed) return { status: 'done' };
  return current ? { status: 'conflict', current: { ...current, author: result.user } } : { status: 'missing' };
}

/** Deletes all posts of the user. The statement has no condition: row-level security adds it. */
export async function deleteOwnPosts(actor: Actor): Promise<{ status: 'done' } | SignedOut> {
  return (await asUser(actor, db.delete(posts))) ? { status: 'done' } : { status: 'signed-out' };
}

function isVersion(id: number, basedOn: Date | Date[] | null): SQL | undefined {
  return and(eq(posts.id, id), basedOn ? inArray(posts.updatedAt, [basedOn].flat()) : undefined);
}

function done(row: Omit<Post, 'author'>, author: ActingUser): Done {
  return { status: 'done', post: { ...row, author } };
}
