import { notFound } from 'next/navigation';
import { cache } from 'react';
import { answersForm, visitorOf } from '@/lib/auth/session';
import { OrganizationId, type Role } from '../input';
import { type Invitation, listInvitations, listMembers, listOrganizations, type Member } from '../organizations';

/** An organization as one of its members sees it. */
export interface OwnOrganization {
  id: string;
  name: string;
  /** The visitor's own. */
  role: Role;
  userId: string;
  members: Member[] | null;
  invitations: Invitation[] | null;
}

/**
 * The organization of an address, once per request; null when the auth server could not be asked. To whoever is not a
 * member it does not exist. It is looked for among the visitor's own: when asked for by its id, the auth server takes the
 * active organization away from somebody who is not in it.
 */
export const loadOrganization = cache(async (address: string): Promise<OwnOrganization | null> => {
  const { data: id } = OrganizationId.safeParse(address);
  if (!id) return notFound();
  const path = `/organizations/${id}`;
  const user = await visitorOf(path);
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
  // A form that was sent from this page has its place on it, with what was typed, also when nothing can be asked.
  const unknown = { id, name: 'Organization', role: 'owner', userId: '', members: null, invitations: null } as const;
  return (await answersForm()) ? unknown : null;
});
