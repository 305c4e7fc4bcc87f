import { and, eq, exists, getTableColumns, gt, ne, not, sql } from 'drizzle-orm';
import { alias, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { hasRoleSql } from '@/lib/auth/roles';
import type { Actor } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { neonAuth, users } from '@/lib/db/neon-auth';

const organizations = neonAuth.table('organization', { id: uuid('id').primaryKey(), name: text('name').notNull() });

const members = neonAuth.table('member', {
  organizationId: uuid('organizationId').notNull(),
  userId: uuid('userId').notNull(),
  role: text('role').notNull(),
});

const invitations = neonAuth.table('invitation', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organizationId').notNull(),
  email: text('email').notNull(),
  role: text('role'),
  status: text('status').notNull(),
  createdAt: timestamp('createdAt', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expiresAt', { withTimezone: true }).notNull(),
});

const isPending = and(eq(invitations.status, 'pending'), gt(invitations.expiresAt, sql`now()`));

/** Selects every organization of the user. The same as `organization.list()` of the SDK. */
export function selectOrganizations(actor: Actor) {
  const me = actor.identity().as('me');
  return db
    .select(getTableColumns(organizations))
    .from(organizations)
    .innerJoin(members, eq(members.organizationId, organizations.id))
    .innerJoin(me, eq(me.id, members.userId));
}

/** Selects the organizations whose only owner is the user. */
export function selectSolelyOwned(actor: Actor) {
  const me = actor.identity().as('me');
  const other = alias(members, 'other');
  const isOfOther = and(
    eq(other.organizationId, organizations.id),
    ne(other.userId, members.userId),
    hasRoleSql(other.role, 'owner'),
  );
  return db
    .select(getTableColumns(organizations))
    .from(organizations)
    .innerJoin(members, and(eq(members.organizationId, organizations.id), hasRoleSql(members.role, 'owner')))
    .innerJoin(me, eq(me.id, members.userId))
    .where(not(exists(db.select({ id: other.userId }).from(other).where(isOfOther))))
    .orderBy(organizations.name);
}

/** Selects every pending invitation of an organization that the user is in. The same as `organization.listInvitations()`. */
export function selectInvitations(actor: Actor, organizationId: string) {
  const me = actor.identity().as('me');
  return db
    .select(getTableColumns(invitations))
    .from(invitations)
    .innerJoin(members, eq(members.organizationId, invitations.organizationId))
    .innerJoin(me, eq(me.id, members.userId))
    .where(and(eq(invitations.organizationId, organizationId), isPending));
}

/** Selects every pending invitation to the user's verified address. The same as `organization.listUserInvitations()`. */
export function selectOwnInvitations(actor: Actor) {
  const me = actor.identity().as('me');
  const isInvitee = eq(sql`lower(${invitations.email})`, sql`lower(${users.email})`);
  return db
    .select({ ...getTableColumns(invitations), organizationName: organizations.name })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .innerJoin(users, isInvitee)
    .innerJoin(me, eq(me.id, users.id))
    .where(and(users.emailVerified, isPending));
}
