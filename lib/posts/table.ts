import { eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  pgPolicy,
  pgTable,
  pgView,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { appUser, currentUserId, time } from '../db/schema';

/** How many posts one user may create per minute. */
export const POSTS_PER_MINUTE = 30;
/** The policy that enforces it. Its name is in the error that Postgres reports. */
export const RATE_LIMIT_POLICY = 'posts_rate_limit';

/**
 * Separates the parts of addresses, file names and markup, of which Postgres would make one word or none. A vertical tab also
 * separates words, and no post contains one, so the text can be restored. PostgreSQL 15 doesn't know it as `\v`.
 */
export const separateWords = (text: SQLWrapper): SQL =>
  sql`regexp_replace(${text}, '([-./:@_+<&~])', E'\\x0B\\\\1\\x0B', 'g')`;
export const WORD_SEPARATOR = '\v';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * Row-level security lets users read and change only their own rows, whatever a query's `where` says.
 * `user_id` has no foreign key: Neon owns `neon_auth` and may change its tables.
 */
export const posts = pgTable(
  'posts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    userId: uuid('user_id').notNull().default(currentUserId),
    content: text('content').notNull(),
    isPublished: boolean('is_published').notNull().default(false),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
    /** The same key for every attempt to send the same post. */
    idempotencyKey: uuid('idempotency_key').notNull().defaultRandom(),
    search: tsvector('search').generatedAlwaysAs(
      (): SQL => sql`to_tsvector('english', ${separateWords(posts.content)})`,
    ),
  },
  (table) => [
    // The order of `order by ... desc`, which puts nulls first. With Drizzle's default, Postgres would not use the index.
    index('posts_published_newest')
      .on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.isPublished}`),
    index('posts_own_newest').on(table.userId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('posts_published_search').using('gin', table.search).where(sql`${table.isPublished}`),
    unique('posts_sent_once').on(table.userId, table.idempotencyKey),
    // The form counts characters; this limits bytes as a second line of defense.
    check('posts_content_length', sql`octet_length(${table.content}) between 1 and 200000`),
    pgPolicy('posts_own', {
      for: 'all',
      to: appUser,
      using: sql`${table.userId} = ${currentUserId}`,
      withCheck: sql`${table.userId} = ${currentUserId}`,
    }),
    pgPolicy(RATE_LIMIT_POLICY, {
      as: 'restrictive',
      for: 'insert',
      to: appUser,
      withCheck: sql.raw(
        `(select count(*) from posts as recent where recent.created_at > now() - interval '1 minute') < ${POSTS_PER_MINUTE}`,
      ),
    }),
  ],
).enableRLS();

/** The published posts. A draft cannot appear here, whatever a query's `where` says. */
export const publishedPosts = pgView('published_posts').as((query) =>
  query
    .select({
      id: posts.id,
      userId: posts.userId,
      content: posts.content,
      createdAt: posts.createdAt,
      updatedAt: posts.updatedAt,
      search: posts.search,
    })
    .from(posts)
    .where(eq(posts.isPublished, true)),
);
