import { notFound } from 'next/navigation';
import { cache } from 'react';
import { formPageUser } from '@/lib/auth/session';
import { isFormReply } from '@/lib/http/form-reply';
import { OrganizationId, type Role } from '../input';
import { type Invitation, listInvitations, listMembers, listOrganizations, type Member } from '../organizations';

/** An organization as one of its members sees it. */
export interface OwnOrganization {
  id: string;
  name: string;
  /** The user's own role. */
  role: Role;
  userId: string;
  members: Member[] | null;
  invitations: Invitation[] | null;
}

/**
 * Loads the organization of a URL, once per request. Null if Neon Auth is unreachable; 404 if the user is not a member. It
 * searches the user's own organizations, because Neon Auth clears the active organization of a user who requests one they are not in.
 */
export const loadOrganization = cache(async (param: string): Promise<OwnOrganization | null> => {
  const { data: id } = OrganizationId.safeParse(param);
  if (!id) return notFound();
  const path = `/organizations/${id}`;
  const user = await formPageUser(path);
  const [organizations, members, invitations] = await Promise.all([
    listOrganizations(path),
    listMembers(id),
    listInvitations(id),
  ]);
  const organization = organizations?.find((one) => one.id === id);
  if (organizations && !organization) return notFound();
  const own = members?.find(({ userId }) => userId === user?.id);
  if (organization && own) {
    return { ...organization, role: own.role, userId: own.userId, members, invitations };
  }
  // A form reply shows its form with its values, even if Neon Auth is unreachable.
  const unknown = { id, name: 'Organization', role: 'owner', userId: '', members: null, invitations: null } as const;
  return (await isFormReply()) ? unknown : null;
});
