import { eq, sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, pgView, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * Row-level security is on and has no policy, so that a role other than the owner sees nothing until one lets it.
 * `user_id` has no foreign key: `neon_auth` belongs to Neon, which may change its tables.
 */
export const posts = pgTable(
  'posts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    userId: uuid('user_id').notNull(),
    content: text('content').notNull(),
    isPublished: boolean('is_published').notNull().default(false),
    // Milliseconds, as in a JavaScript Date: finer times would be lost on the way to the app and back.
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (table) => [
    // In the order of `order by ... desc`, which puts nulls first: with drizzle's default the index would go unused.
    index('posts_published_newest')
      .on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.isPublished}`),
  ],
).enableRLS();

/** What is public. Whatever a query forgets, no draft is in it. */
export const publishedPosts = pgView('published_posts').as((query) =>
  query
    .select({ id: posts.id, userId: posts.userId, content: posts.content, createdAt: posts.createdAt })
    .from(posts)
    .where(eq(posts.isPublished, true)),
);
