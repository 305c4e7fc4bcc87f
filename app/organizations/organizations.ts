import { z } from 'zod';
import { completeList } from '@/lib/auth/complete-list';
import { hasRole } from '@/lib/auth/roles';
import { readAuth } from '@/lib/auth/sdk/read-auth';
import { auth } from '@/lib/auth/server';
import { hasSessionEnded, redirectToSignIn } from '@/lib/auth/session';
import { displayName } from '@/lib/auth/user';
import { isFormReply } from '@/lib/http/form-reply';
import { toVisibleLine } from '@/lib/text/visible';
import { organizationErrorCode } from './errors';
import { ROLES, type Role } from './input';
import { selectInvitations, selectOrganizations, selectOwnInvitations } from './statements';

export interface Organization {
  id: string;
  name: string;
}

export interface Member {
  /** The membership's id, not the user's. */
  id: string;
  userId: string;
  name: string;
  email: string;
  image: string | null;
  role: Role;
}

/** A pending invitation. */
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
}

/** A pending invitation as its recipient sees it. */
export interface OwnInvitation extends Invitation {
  organizationName: string;
}

/** Better Auth allows several roles, and custom ones. This is the highest role that the app knows. */
const HighestRole = z
  .string()
  .nullish()
  .transform((roles): Role => ROLES.find((role) => hasRole(roles, role)) ?? 'member');

const PAGE_SIZE = 100;

const Name = z.string().transform((name) => toVisibleLine(name) || 'Unnamed organization');
export const Organizations = z.array(z.object({ id: z.string(), name: Name }));
const Members = z.object({
  members: z.array(
    z.object({
      id: z.string(),
      userId: z.string(),
      role: HighestRole,
      user: z.object({ name: z.string(), email: z.string(), image: z.string().nullish() }),
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
    organizationName: Name.default(''),
  }),
);

/**
 * Lists the user's organizations by name; null if Neon Auth is unreachable. Redirects a user whose session has ended to sign
 * in and then back to `path`.
 */
export async function listOrganizations(path: string): Promise<Organization[] | null> {
  const { data } = await readAuth(() => auth.organization.list());
  const organizations = Organizations.safeParse(await completeList(data, selectOrganizations)).data;
  if (organizations) return organizations.toSorted((a, b) => a.name.localeCompare(b.name));
  return !(await isFormReply()) && (await hasSessionEnded()) ? redirectToSignIn(path) : null;
}

/** Fetches the user's organizations for an action, or the error. */
export async function fetchOrganizations() {
  const { data, error } = await auth.organization.list();
  return { organizations: Organizations.safeParse(await completeList(data, selectOrganizations)).data ?? null, error };
}

/** Lists the members of an organization, owners first, then by name; null if Neon Auth is unreachable or refuses. */
export async function listMembers(organizationId: string): Promise<Member[] | null> {
  const fetched = await fetchMembers(organizationId);
  if (!fetched) return null;
  const members = fetched.map(({ user, ...member }) => ({
    ...member,
    name: displayName(user),
    email: user.email,
    image: user.image ?? null,
  }));
  return members.toSorted(
    (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
}

/** Fetches all members of an organization in pages, because Neon Auth returns at most 100. Null if a page fails. */
async function fetchMembers(organizationId: string): Promise<z.infer<typeof Members>['members'] | null> {
  const members: z.infer<typeof Members>['members'] = [];
  for (;;) {
    const query = { organizationId, limit: PAGE_SIZE, offset: members.length, sortBy: 'id' };
    const { data } = await readAuth(() => auth.organization.listMembers({ query }));
    const page = Members.safeParse(data).data?.members;
    if (!page) return null;
    members.push(...page);
    if (page.length < PAGE_SIZE) return members;
  }
}

/** Lists the pending invitations of an organization, newest first; null if Neon Auth is unreachable or refuses. */
export async function listInvitations(organizationId: string): Promise<Invitation[] | null> {
  const { data } = await readAuth(() => auth.organization.listInvitations({ query: { organizationId } }));
  return pendingInvitations(await completeList(data, (actor) => selectInvitations(actor, organizationId)));
}

/** Lists the pending invitations to the user's address. Neon Auth shows them only to a verified address. */
export async function listOwnInvitations(): Promise<OwnInvitation[] | 'unverified' | null> {
  const { data, error } = await readAuth(() => auth.organization.listUserInvitations());
  if (error && organizationErrorCode(error) === 'email_unverified') return 'unverified';
  return pendingInvitations(await completeList(data, selectOwnInvitations));
}

/** Neon Auth also lists invitations that were answered or have expired. */
function pendingInvitations(data: unknown): OwnInvitation[] | null {
  const now = new Date();
  const invitations = Invitations.safeParse(data).data?.filter(
    ({ status, expiresAt }) => status === 'pending' && expiresAt > now,
  );
  return invitations?.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()) ?? null;
}
