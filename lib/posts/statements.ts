import { and, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { isSignedInSql } from '../db/as-user';
import { db } from '../db/client';
import { users } from '../db/neon-auth';
import type { Cursor } from './cursor';
import { type Alternative, anyWantedWord, parseSearch } from './search';
import { posts, publishedPosts, separateWords } from './table';

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

/** Selects a page of published posts, plus one row that shows whether there are more. */
export function publishedPage(cursor: Cursor | null) {
  return db
    .select({ ...publicColumns, authorName: users.name, authorImage: users.image, excerpt: sql<string | null>`null` })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(and(isSignedInSql, beyond(cursor, publishedPosts)))
    .orderBy(...inOrder(cursor, publishedPosts))
    .limit(PAGE_SIZE + 1);
}

/** Control characters that enclose a match. No post contains them: `lib/text/schema.ts` rejects control characters. */
export const MATCH = { start: '\u0002', end: '\u0003' };
const MARKS = `StartSel=${MATCH.start}, StopSel=${MATCH.end}`;
const WHOLE = `${MARKS}, HighlightAll=true`;
const FRAGMENTS = `${MARKS}, MaxFragments=2, MaxWords=40, MinWords=20, ShortWord=0, FragmentDelimiter=" … "`;
/** Search results show posts up to this many characters whole. */
const MAX_WHOLE_LENGTH = 300;

/** Builds a `tsquery`. Postgres finds the words of each term, so that they are the same as in the index. */
function toQuery(search: Alternative[]): SQL {
  const phrase = (term: string) => sql`phraseto_tsquery('english', ${separateWords(sql`${term}::text`)})`;
  const all = ({ wanted, excluded }: Alternative) =>
    sql.join([...wanted.map(phrase), ...excluded.map((term) => sql`(!!${phrase(term)})`)], sql` && `);
  return search.length === 0
    ? sql`''::tsquery`
    : sql.join(
        search.map((one) => sql`(${all(one)})`),
        sql` || `,
      );
}

/**
 * Selects a page of search results. The matches are materialized, so that Postgres finds them with the full-text index.
 * Otherwise it scans the newest posts until enough match, which is slow for a rare word.
 */
export function searchPage(cursor: Cursor | null, words: string) {
  const search = parseSearch(words);
  const query = sql`(${toQuery(search)})`;
  // Without its common words, a search may have only exclusions left. `querytree` returns T for what no index can find.
  const isIndexed = sql`querytree(${query}) <> 'T'`;
  const [byTime, byId] = inOrder(cursor, { createdAt: sql`created_at`, id: sql`id` });
  const page = sql`(
    with matches as materialized (
      select id, created_at from ${publishedPosts}
      where ${and(isSignedInSql, isIndexed, sql`${publishedPosts.search} @@ ${query}`, beyond(cursor, publishedPosts))}
    )
    select id from matches order by ${byTime}, ${byId} limit ${PAGE_SIZE + 1}
  ) as page`;
  return db
    .select({
      ...publicColumns,
      authorName: users.name,
      authorImage: users.image,
      excerpt: sql<string | null>`ts_headline('english',
        ${separateWords(publishedPosts.content)},
        websearch_to_tsquery('english', ${anyWantedWord(search)}),
        case when length(${publishedPosts.content}) <= ${MAX_WHOLE_LENGTH} then ${WHOLE} else ${FRAGMENTS} end)`,
    })
    .from(publishedPosts)
    .innerJoin(page, eq(publishedPosts.id, sql`page.id`))
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .orderBy(...inOrder(cursor, publishedPosts));
}

/** Selects a page of the user's own posts. It has no condition on the user: row-level security adds it. */
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
    .select({ ...publicColumns, authorName: users.name, authorImage: users.image })
    .from(publishedPosts)
    .leftJoin(users, eq(users.id, publishedPosts.userId))
    .where(and(isSignedInSql, eq(publishedPosts.id, id)));
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

/** Newer posts are also read nearest first; `toList` reverses them. */
function inOrder(cursor: Cursor | null, { createdAt, id }: SortKey): [SQL, SQL] {
  return cursor?.direction === 'newer' ? [asc(createdAt), asc(id)] : [desc(createdAt), desc(id)];
}
