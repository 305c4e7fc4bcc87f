import { z } from 'zod';
import { codeOf } from '@/lib/auth/messages';
import { hasRole, shownName } from '@/lib/auth/person';
import { auth } from '@/lib/auth/server';
import { answersForm, answerTo, ask, isSignedIn, signInAndReturn } from '@/lib/auth/session';
import { ROLES, type Role } from './input';

export interface Organization {
  id: string;
  name: string;
}

export interface Member {
  /** Of the membership, not of the user. */
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
}

/** An invitation that can still be accepted. */
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
}

/** The same, as the invited see it. */
export interface OwnInvitation extends Invitation {
  organizationName: string;
}

/** Better Auth lets somebody have several roles, and an application have roles of its own: what counts is the highest one known here. */
const HighestRole = z
  .string()
  .nullish()
  .transform((roles): Role => ROLES.find((role) => hasRole(roles, role)) ?? 'member');

const Organizations = z.array(z.object({ id: z.string(), name: z.string() }));
const Members = z.object({
  members: z.array(
    z.object({
      id: z.string(),
      userId: z.string(),
      role: HighestRole,
      user: z.object({ name: z.string(), email: z.string() }),
    }),
  ),
});
const Invitations = z.array(
  z.object({
    id: z.string(),
    email: z.string(),
    role: HighestRole,
    status: z.string(),
    createdAt: z.coerce.date(),
    expiresAt: z.coerce.date(),
    organizationName: z.string().default(''),
  }),
);

/**
 * The organizations that the visitor is in, by name; null when the auth server could not be asked. To a session that has
 * ended it says nothing: such a visitor goes to sign in, and comes back to `path`.
 */
export async function listOrganizations(path: string): Promise<Organization[] | null> {
  const organizations = Organizations.safeParse(await ask(() => auth.organization.list())).data;
  if (organizations) return organizations.toSorted((a, b) => a.name.localeCompare(b.name));
  return (await answersForm()) || (await isSignedIn()) ? null : signInAndReturn(path);
}

/** The same for an action: or why the auth server does not list them. */
export async function ownOrganizations() {
  const { data, error } = await auth.organization.list();
  return { organizations: Organizations.safeParse(data).data ?? null, error };
}

/** The members of an organization, owners first, then by name; null for those who are not among them, too. */
export async function listMembers(organizationId: string): Promise<Member[] | null> {
  const answer = await ask(() => auth.organization.listMembers({ query: { organizationId } }));
  const members = Members.safeParse(answer).data?.members.map(({ user, ...member }) => ({
    ...member,
    name: shownName(user),
    email: user.email,
  }));
  if (!members) return null;
  return members.toSorted(
    (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
}

/** The invitations of an organization that were not answered yet, newest first; null when they could not be asked for. */
export async function listInvitations(organizationId: string): Promise<Invitation[] | null> {
  return pending(await ask(() => auth.organization.listInvitations({ query: { organizationId } })));
}

/** The invitations to the visitor's address. Whether it is theirs must be proven, before the auth server tells of them. */
export async function listOwnInvitations(): Promise<OwnInvitation[] | 'unverified' | null> {
  const { data, error } = await answerTo(() => auth.organization.listUserInvitations());
  return error && codeOf(error) === 'email_unverified' ? 'unverified' : pending(data);
}

/** The auth server lists those that were answered or have expired as well. */
function pending(answer: unknown): OwnInvitation[] | null {
  const now = new Date();
  const invitations = Invitations.safeParse(answer).data?.filter(
    ({ status, expiresAt }) => status === 'pending' && expiresAt > now,
  );
  return invitations?.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()) ?? null;
}
