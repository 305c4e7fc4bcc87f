import { randomUUID } from 'node:crypto';
import { connect } from '../../lib/db/connection';
import type { RunningApp } from './app';
import type { User } from './users';

export type Membership = [User, 'owner' | 'admin' | 'member'];

/** Inserts an organization with these members. @returns its id */
export async function insertOrganization(app: RunningApp, name: string, members: Membership[]): Promise<string> {
  const [id, sql] = [randomUUID(), connect(app.databaseUrl)];
  await sql.transaction([
    sql`insert into neon_auth.organization (id, name, slug, "createdAt") values (${id}, ${name}, ${id}, now())`,
    ...members.map(
      ([user, role]) => sql`
        insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
        values (${id}, ${user.id}, ${role}, now())`,
    ),
  ]);
  return id;
}

/** Inserts an invitation without sending an email. @returns its id */
export async function insertInvitation(
  app: RunningApp,
  organizationId: string,
  inviter: User,
  email: string,
  expires = '1 hour',
): Promise<string> {
  const id = randomUUID();
  await connect(app.databaseUrl)`
    insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
    values (${id}, ${organizationId}, ${email}, 'member', 'pending', now() + ${expires}::interval, ${inviter.id})`;
  return id;
}

/** Makes an organization active in all sessions of a user. */
export async function activateOrganization(app: RunningApp, user: User, organizationId: string): Promise<void> {
  await connect(app.databaseUrl)`
    update neon_auth.session set "activeOrganizationId" = ${organizationId} where "userId" = ${user.id}`;
}

/** Lists the members of an organization as `name: role`. */
export async function membersOf(app: RunningApp, organizationId: string): Promise<string[]> {
  const rows = await connect(app.databaseUrl)`
    select u.name || ': ' || m.role as member from neon_auth.member m join neon_auth.user u on u.id = m."userId"
    where m."organizationId" = ${organizationId} order by 1`;
  return rows.map(({ member }) => member);
}
