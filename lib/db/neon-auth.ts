import { boolean, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * The tables of Neon Auth, with only the columns that the app reads. Neon owns and may change them, so no migration, view or
 * foreign key of the app refers to them. `drizzle.config.ts` leaves this file out.
 */
export const neonAuth = pgSchema('neon_auth');

export const users = neonAuth.table('user', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('emailVerified').notNull(),
  image: text('image'),
  role: text('role'),
  banned: boolean('banned'),
  banExpires: timestamp('banExpires', { withTimezone: true }),
});

export const sessions = neonAuth.table('session', {
  id: uuid('id').primaryKey(),
  token: text('token').notNull(),
  userId: uuid('userId').notNull(),
  userAgent: text('userAgent'),
  createdAt: timestamp('createdAt', { withTimezone: true }).notNull(),
  updatedAt: timestamp('updatedAt', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expiresAt', { withTimezone: true }).notNull(),
});
