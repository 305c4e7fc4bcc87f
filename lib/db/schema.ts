import { sql } from 'drizzle-orm';
import { index, integer, pgRole, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The role of a signed-in user's statements (`as-user.ts`). Roles belong to the whole cluster, so a migration creates it. */
export const appUser = pgRole('app_user').existing();

/**
 * The user id that `as-user.ts` sets, else null: the owner of a new row, and whose rows a policy permits. After its transaction
 * the setting is '', not null, hence the `nullif`.
 */
export const currentUserId = sql`nullif(current_setting('app.user_id', true), '')::uuid`;

/** Milliseconds, as in a JavaScript Date: a finer time would not survive the round trip to the app. */
export const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull().defaultNow();

/** Events received from Neon Auth's webhooks, each once. Only the owner can read it. */
export const webhookEvents = pgTable('webhook_events', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  userId: uuid('user_id').notNull(),
  receivedAt: time('received_at'),
}).enableRLS();

/** Attempts per rate limit. The keys are HMACs, so the table does not reveal users. Only the owner can read it. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    tries: integer('tries').notNull(),
    resetsAt: timestamp('resets_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [index('rate_limits_over').on(table.resetsAt)],
).enableRLS();

/**
 * The browsers of sessions, as they described themselves at sign-in. The SDK does not forward the header to Neon Auth. Only the
 * owner can read it.
 */
export const sessionBrowsers = pgTable(
  'session_browsers',
  {
    sessionId: uuid('session_id').primaryKey(),
    userId: uuid('user_id').notNull(),
    userAgent: text('user_agent').notNull(),
  },
  (table) => [index('session_browsers_of_user').on(table.userId)],
).enableRLS();
