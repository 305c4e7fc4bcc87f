import { eq, type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgPolicy,
  pgRole,
  pgTable,
  pgView,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/** The role that a signed-in user's statements run as: `as-user.ts`. It belongs to the whole cluster, so a migration makes it. */
export const appUser = pgRole('app_user').existing();

/** Who the user is, as `as-user.ts` tells the database; null outside of it. After such a transaction the setting is '', not null. */
const currentUserId = sql`nullif(current_setting('app.user_id', true), '')::uuid`;

/** How many posts somebody may write in a minute. */
export const POSTS_PER_MINUTE = 30;
/** The policy that counts them; its name is in the error that it makes. */
export const RATE_LIMIT_POLICY = 'posts_rate_limit';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

// Milliseconds, as in a JavaScript Date: finer times would be lost on the way to the app and back.
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull().defaultNow();

/**
 * Nobody but the owner sees a row unless a policy lets them: users see and change their own, whatever a query forgets.
 * `user_id` has no foreign key: `neon_auth` belongs to Neon, which may change its tables.
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
    /** The same for each time that one and the same post is sent. */
    idempotencyKey: uuid('idempotency_key').notNull().defaultRandom(),
    search: tsvector('search').generatedAlwaysAs((): SQL => sql`to_tsvector('english', ${posts.content})`),
  },
  (table) => [
    // In the order of `order by ... desc`, which puts nulls first: with drizzle's default the index would go unused.
    index('posts_published_newest')
      .on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.isPublished}`),
    index('posts_own_newest').on(table.userId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('posts_published_search').using('gin', table.search).where(sql`${table.isPublished}`),
    unique('posts_sent_once').on(table.userId, table.idempotencyKey),
    // The form counts characters as people do; this is a wall behind it.
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

/** What Neon Auth's webhooks have told, each event once. Nobody but the owner sees it. */
export const webhookEvents = pgTable('webhook_events', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  userId: uuid('user_id').notNull(),
  receivedAt: time('received_at'),
}).enableRLS();

/** How often something was tried, by whom only the app can tell. Nobody but the owner sees it. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    tries: integer('tries').notNull(),
    resetsAt: timestamp('resets_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [index('rate_limits_over').on(table.resetsAt)],
).enableRLS();

/** What is public. Whatever a query forgets, no draft is in it. */
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
