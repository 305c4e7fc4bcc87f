import { boolean, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * The tables of Neon Auth that the app reads, as far as it reads them. They belong to Neon, which may change them:
 * no migration, view or foreign key of ours refers to them (drizzle.config.ts does not name this file).
 */
const neonAuth = pgSchema('neon_auth');

export const users = neonAuth.table('user', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  banned: boolean('banned'),
  banExpires: timestamp('banExpires', { withTimezone: true }),
});

export const sessions = neonAuth.table('session', {
  token: text('token').notNull(),
  userId: uuid('userId').notNull(),
  expiresAt: timestamp('expiresAt', { withTimezone: true }).notNull(),
});
