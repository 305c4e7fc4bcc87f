import { and, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { type Actor, asUser, forUser } from '../db/as-user';
import { db } from '../db/client';
import { users } from '../db/neon-auth';
import { posts, publishedPosts } from '../db/schema';
import { type Cursor, writeCursor } from './cursor';
import { type Post, SAMPLE_AUTHOR } from './post';

export const PAGE_SIZE = 10;

/** Where a list begins, and what its posts must contain. */
export interface PageOfPosts {
  cursor: Cursor | null;
  /** Words to search for, as `websearch_to_tsquery` reads them; empty for all posts. */
  words?: string;
}

export interface ListedPost extends Post {
  /** The parts around what was searched for; null when nothing was. */
  excerpt: Excerpt | null;
}

/** Text in pieces, of which some are what was searched for. */
export type Excerpt = { text: string; isMatch: boolean }[];

/** A page of a list, newest first, with the cursors of the pages beside it: null where there is none. */
export interface PostList {
  posts: ListedPost[];
  newer: string | null;
  older: string | null;
}

type SignedOut = { status: 'signed-out' };

/** The published posts of everybody. */
export async function listPublished(
  actor: Actor,
  { cursor, words = '' }: PageOfPosts,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const answer = await forUser(actor, words ? searchPage(cursor, words) : publishedPage(cursor));
  if (!answer) return { status: 'signed-out' };
  const rows = answer.published.map(({ excerpt, authorName, userId, ...row }) => ({
    ...row,
    isPublished: true,
    author: toAuthor(userId, authorName),
    excerpt: excerpt === null ? null : toExcerpt(excerpt),
  }));
  return { status: 'found', list: toList(rows, cursor, words) };
}

/** What tells the cursors of somebody's own posts from those of other lists. No search is for a line break. */
export const OWN_LIST = '\nown';

/** The user's own posts, drafts included. */
export async function listOwn(
  actor: Actor,
  cursor: Cursor | null,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const answer = await asUser(actor, ownPage(cursor));
  if (!answer) return { status: 'signed-out' };
  const rows = answer.results[0].map((row) => ({ ...row, author: answer.user, excerpt: null }));
  return { status: 'found', list: toList(rows, cursor, OWN_LIST) };
}

/** A post that the user may see: their own, or a published one. */
export async function findPost(
  actor: Actor,
  id: number,
): Promise<SignedOut | { status: 'missing' } | { status: 'found'; post: Post; isOwn: boolean }> {
  const answer = await forUser(actor, publishedPost(id), ownPost(id));
  if (!answer) return { status: 'signed-out' };
  const [own] = answer.results[0];
  if (own) return { status: 'found', post: { ...own, author: answer.user }, isOwn: true };
  const [found] = answer.published;
  if (!found) return { status: 'missing' };
  const { userId, authorName, ...post } = found;
  return {
    status: 'found',
    post: { ...post, isPublished: true, author: toAuthor(userId, authorName) },
    isOwn: false,
  };
}

const publicColumns = {
  id: publishedPosts.id,
  userId: publishedPosts.userId,
  content: publishedPosts.content,
  createdAt: publishedPosts.createdAt,
  updatedAt: publishedPosts.updatedAt,
};

export const ownColumns = {
  id: posts.id,
  content: posts.content,
  isPublished: posts.isPublished,
  createdAt: posts.createdAt,
  updatedAt: posts.updatedAt,
};

/** The statements are exported for the tests that ask Postgres how it would run them. */
export function publishedPage(cursor: Cursor | null) {
  return db
    .select({ ...publicColumns, authorName: users.name, excerpt: sql<string | null>`null` })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(beyond(cursor, publishedPosts))
    .orderBy(...inOrder(cursor, publishedPosts))
    .limit(PAGE_SIZE + 1);
}

/** Between what a person can type: `lib/posts/input.ts` takes no control characters. */
const MATCH = { start: '\u0002', end: '\u0003' };
const MARKS = `StartSel=${MATCH.start}, StopSel=${MATCH.end}`;
const WHOLE = `${MARKS}, HighlightAll=true`;
const FRAGMENTS = `${MARKS}, MaxFragments=2, MaxWords=40, MinWords=20, ShortWord=0, FragmentDelimiter=" … "`;
/** Up to how many characters a post is shown whole among what was found. */
const WHOLE_MAX = 300;

/**
 * The matches are materialized, and so found through the index of words: with the order and the limit in sight, Postgres
 * would walk through the newest posts instead until enough of them match, which takes long for a rare word.
 */
export function searchPage(cursor: Cursor | null, words: string) {
  const query = sql`websearch_to_tsquery('english', ${words})`;
  const [byTime, byId] = inOrder(cursor, { createdAt: sql`created_at`, id: sql`id` });
  const page = sql`(
    with matches as materialized (
      select id, created_at from ${publishedPosts}
      where ${and(sql`${publishedPosts.search} @@ ${query}`, beyond(cursor, publishedPosts))}
    )
    select id from matches order by ${byTime}, ${byId} limit ${PAGE_SIZE + 1}
  ) as page`;
  return db
    .select({
      ...publicColumns,
      authorName: users.name,
      excerpt: sql<string | null>`ts_headline('english', ${publishedPosts.content}, ${query},
        case when length(${publishedPosts.content}) <= ${WHOLE_MAX} then ${WHOLE} else ${FRAGMENTS} end)`,
    })
    .from(page)
    .innerJoin(publishedPosts, eq(publishedPosts.id, sql`page.id`))
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .orderBy(...inOrder(cursor, publishedPosts));
}

/** Row-level security leaves only the user's own. */
export function ownPage(cursor: Cursor | null) {
  return db
    .select(ownColumns)
    .from(posts)
    .where(beyond(cursor, posts))
    .orderBy(...inOrder(cursor, posts))
    .limit(PAGE_SIZE + 1);
}

function publishedPost(id: number) {
  return db
    .select({ ...publicColumns, authorName: users.name })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(eq(publishedPosts.id, id));
}

export function ownPost(id: number) {
  return db.select(ownColumns).from(posts).where(eq(posts.id, id));
}

type Place = { createdAt: SQLWrapper; id: SQLWrapper };

function beyond(cursor: Cursor | null, { createdAt, id }: Place): SQL | undefined {
  if (!cursor) return undefined;
  const place = sql`(${cursor.createdAt.toISOString()}::timestamptz, ${cursor.id}::bigint)`;
  return cursor.direction === 'older' ? sql`(${createdAt}, ${id}) < ${place}` : sql`(${createdAt}, ${id}) > ${place}`;
}

/** Towards newer posts the nearest come first, too; `toList` turns them round. */
function inOrder(cursor: Cursor | null, { createdAt, id }: Place): [SQL, SQL] {
  return cursor?.direction === 'newer' ? [asc(createdAt), asc(id)] : [desc(createdAt), desc(id)];
}

/** @param rows one more than a page has, where there are more */
function toList(rows: ListedPost[], cursor: Cursor | null, list: string): PostList {
  const isTowardsNewer = cursor?.direction === 'newer';
  const hasMore = rows.length > PAGE_SIZE;
  const page = rows.slice(0, PAGE_SIZE);
  if (isTowardsNewer) page.reverse();
  const at = (post: ListedPost | undefined, direction: Cursor['direction']) =>
    post ? writeCursor({ direction, createdAt: post.createdAt, id: post.id }, list) : null;
  return {
    posts: page,
    newer: isTowardsNewer ? (hasMore ? at(page[0], 'newer') : null) : cursor && at(page[0], 'newer'),
    older: isTowardsNewer || hasMore ? at(page.at(-1), 'older') : null,
  };
}

function toAuthor(id: string, name: string | null) {
  return { id, name: id === SAMPLE_AUTHOR.id ? SAMPLE_AUTHOR.name : name };
}

function toExcerpt(headline: string): Excerpt {
  return headline.split(MATCH.start).flatMap((part, index) => {
    const [match = '', rest] = part.split(MATCH.end);
    if (index === 0) return [{ text: part, isMatch: false }];
    return [
      { text: match, isMatch: true },
      { text: rest ?? '', isMatch: false },
    ];
  });
}
