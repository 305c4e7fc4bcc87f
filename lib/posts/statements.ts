import { and, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { isIdentified } from '../db/as-user';
import { db } from '../db/client';
import { users } from '../db/neon-auth';
import { posts, publishedPosts } from '../db/schema';
import type { Cursor } from './cursor';

export const PAGE_SIZE = 10;

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

/** The newest published posts, and one more than a page has, which tells whether there are others. */
export function publishedPage(cursor: Cursor | null) {
  return db
    .select({ ...publicColumns, authorName: users.name, excerpt: sql<string | null>`null` })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(and(isIdentified, beyond(cursor, publishedPosts)))
    .orderBy(...inOrder(cursor, publishedPosts))
    .limit(PAGE_SIZE + 1);
}

/**
 * What stands for a match's ends, and for what Postgres would take for markup and leave out. No post contains them:
 * `lib/posts/input.ts` takes no control characters.
 */
export const STAND_INS = { start: '\u0002', end: '\u0003', '<': '\u0004', '&': '\u0005' };
const MARKS = `StartSel=${STAND_INS.start}, StopSel=${STAND_INS.end}`;
const WHOLE = `${MARKS}, HighlightAll=true`;
const FRAGMENTS = `${MARKS}, MaxFragments=2, MaxWords=40, MinWords=20, ShortWord=0, FragmentDelimiter=" … "`;
/** Up to how many characters a post is shown whole among what was found. */
const WHOLE_MAX = 300;
/** How many different words are marked. Each costs time, and phrases cost memory without end (seen on PostgreSQL 15). */
const MARKED_MAX = 12;

/** The words of a search, each by itself, for marking them. */
function eachOf(words: string): string {
  const distinct = new Set(words.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu));
  return [...distinct].slice(0, MARKED_MAX).join(' or ');
}

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
      where ${and(isIdentified, sql`${publishedPosts.search} @@ ${query}`, beyond(cursor, publishedPosts))}
    )
    select id from matches order by ${byTime}, ${byId} limit ${PAGE_SIZE + 1}
  ) as page`;
  return db
    .select({
      ...publicColumns,
      authorName: users.name,
      excerpt: sql<string | null>`ts_headline('english',
        translate(${publishedPosts.content}, '<&', ${STAND_INS['<'] + STAND_INS['&']}),
        websearch_to_tsquery('english', ${eachOf(words)}),
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

export function publishedPost(id: number) {
  return db
    .select({ ...publicColumns, authorName: users.name })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(and(isIdentified, eq(publishedPosts.id, id)));
}

export function ownPost(id: number) {
  return db.select(ownColumns).from(posts).where(eq(posts.id, id));
}

type SortKey = { createdAt: SQLWrapper; id: SQLWrapper };

function beyond(cursor: Cursor | null, { createdAt, id }: SortKey): SQL | undefined {
  if (!cursor) return undefined;
  const start = sql`(${cursor.createdAt.toISOString()}::timestamptz, ${cursor.id}::bigint)`;
  return cursor.direction === 'older' ? sql`(${createdAt}, ${id}) < ${start}` : sql`(${createdAt}, ${id}) > ${start}`;
}

/** Towards newer posts the nearest come first, too; `toList` turns them round. */
function inOrder(cursor: Cursor | null, { createdAt, id }: SortKey): [SQL, SQL] {
  return cursor?.direction === 'newer' ? [asc(createdAt), asc(id)] : [desc(createdAt), desc(id)];
}
