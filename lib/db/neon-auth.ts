import { boolean, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * The tables of Neon Auth, with only the columns that the app reads. Neon owns and may change them, so no migration, view or
 * foreign key of the app refers to them. `drizzle.config.ts` leaves this file out.
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
  createdAt: timestamp('createdAt', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expiresAt', { withTimezone: true }).notNull(),
});
