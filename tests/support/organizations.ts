import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { browserCookies, cookieHeader, newPerson, type Person, signUp } from './people';

/** A user with a verified email address and a session. */
export interface Colleague {
  id: string;
  person: Person;
  cookie: string;
}

const database = () => connect(process.env.TEST_DATABASE_URL ?? '');

/** Creates an account with a verified email address. @param context signed in as the new user, if given */
export async function newColleague(appUrl: string, name: string, context?: BrowserContext): Promise<Colleague> {
  const person = newPerson(name);
  const cookies = await signUp(appUrl, person);
  await context?.addCookies(browserCookies(appUrl, cookies));
  const [user] = await database()`
    update neon_auth.user set "emailVerified" = true where email = ${person.email} returning id`;
  return { id: user?.id, person, cookie: cookieHeader(cookies) };
}

/** Inserts an organization with these members directly into the database. @returns its id */
export async function newOrganization(
  name: string,
  members: [Colleague, 'owner' | 'admin' | 'member'][],
): Promise<string> {
  const [id, sql] = [randomUUID(), database()];
  await sql`insert into neon_auth.organization (id, name, slug, "createdAt") values (${id}, ${name}, ${id}, now())`;
  for (const [colleague, role] of members) {
    await sql`insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
              values (${id}, ${colleague.id}, ${role}, now())`;
  }
  return id;
}

/** Inserts an invitation without sending an email. @returns its id */
export async function newInvitation(
  organizationId: string,
  inviter: Colleague,
  email: string,
  expires = '1 hour',
): Promise<string> {
  const id = randomUUID();
  await database()`
    insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
    values (${id}, ${organizationId}, ${email}, 'member', 'pending', now() + ${expires}::interval, ${inviter.id})`;
  return id;
}

/** Lists the members of an organization as `name: role`. */
export async function membersOf(organizationId: string): Promise<string[]> {
  const rows = await database()`
    select u.name || ': ' || m.role as member from neon_auth.member m join neon_auth.user u on u.id = m."userId"
    where m."organizationId" = ${organizationId} order by 1`;
  return rows.map(({ member }) => member);
}
