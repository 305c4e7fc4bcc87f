import { NeonDbError } from '@neondatabase/serverless';
import { and, eq, sql } from 'drizzle-orm';
import { type ActingUser, type Actor, asUser } from '../db/as-user';
import { db } from '../db/client';
import { PACE_POLICY, posts } from '../db/schema';
import type { Post } from './post';
import { ownColumns, ownPost } from './queries';

type Done = { status: 'done'; post: Post };
type SignedOut = { status: 'signed-out' };
type Missing = { status: 'missing' };

export type Created = Done | SignedOut | { status: 'sent-before' } | { status: 'too-fast' };
export type Changed = Done | SignedOut | Missing | { status: 'conflict'; current: Post };
export type Deleted = { status: 'done' } | SignedOut | Missing;

/**
 * Writes a post. The same post sent again with its key is the one that was written then, however often and at whatever time;
 * another post with that key is not written, and answered with `sent-before`.
 */
export async function createPost(
  actor: Actor,
  post: { content: string; isPublished: boolean; idempotencyKey: string },
): Promise<Created> {
  const insert = db.insert(posts).values(post).onConflictDoNothing();
  const written = db.select(ownColumns).from(posts).where(eq(posts.idempotencyKey, post.idempotencyKey));
  try {
    const answer = await asUser(actor, insert, written);
    if (!answer) return { status: 'signed-out' };
    const [row] = answer.results[1];
    const isTheSame = row?.content === post.content && row.isPublished === post.isPublished;
    return isTheSame ? done(row, answer.user) : { status: 'sent-before' };
  } catch (error) {
    if (error instanceof NeonDbError && error.message.includes(`"${PACE_POLICY}"`)) return { status: 'too-fast' };
    throw error;
  }
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
    .where(and(eq(posts.id, id), basedOn ? eq(posts.updatedAt, basedOn) : undefined))
    .returning(ownColumns);
  const answer = await asUser(actor, update, ownPost(id));
  if (!answer) return { status: 'signed-out' };
  const [[changed], [current]] = answer.results;
  if (changed) return done(changed, answer.user);
  return current ? { status: 'conflict', current: { ...current, author: answer.user } } : { status: 'missing' };
}

export async function deletePost(actor: Actor, id: number): Promise<Deleted> {
  const answer = await asUser(actor, db.delete(posts).where(eq(posts.id, id)).returning({ id: posts.id }));
  if (!answer) return { status: 'signed-out' };
  return { status: answer.results[0].length > 0 ? 'done' : 'missing' };
}

function done(row: Omit<Post, 'author'>, author: ActingUser): Done {
  return { status: 'done', post: { ...row, author } };
}
