import { and, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { Actor } from '../db/as-user';
import { db } from '../db/client';
import { sessions, users } from '../db/neon-auth';
import { hasRoleSql } from './roles';

const isActive = gt(sessions.expiresAt, sql`now()`);

/** Selects every active session of the user. The same as `listSessions()` of the SDK. */
export function selectSessions(actor: Actor) {
  const me = actor.identity().as('me');
  return db.select(getTableColumns(sessions)).from(sessions).innerJoin(me, eq(me.id, sessions.userId)).where(isActive);
}

/** Selects every active session of another user for an administrator. The same as `admin.listUserSessions()`. */
export function selectUserSessions(administrator: Actor, userId: string) {
  const me = administrator.identity().as('me');
  return db
    .select(getTableColumns(sessions))
    .from(users)
    .innerJoin(me, and(eq(me.id, users.id), hasRoleSql(users.role, 'admin')))
    .innerJoin(sessions, and(eq(sessions.userId, userId), isActive));
}
