import { auth } from '@/lib/auth/server';
import { fetchMembers, fetchOrganizations } from './organizations';

/** Prevents the deletion of an account that is the only owner of an organization. */
export async function checkSoleOwner(userId: string): Promise<string | null | 'unavailable'> {
  const names = await soleOwnerOf(userId);
  if (!names) return 'unavailable';
  if (names.length === 0) return null;
  return `You're the only owner of ${names.join(', ')}. Make someone else an owner first, or delete the organization.`;
}

/** Returns the names of the organizations whose only owner is the user; null if Neon Auth is unreachable. */
async function soleOwnerOf(userId: string): Promise<string[] | null> {
  const { organizations, error } = await fetchOrganizations();
  // Organizations can be turned off in Neon Auth.
  if (error?.status === 404) return [];
  if (!organizations) return null;
  const checked = await Promise.all(
    organizations.map(async ({ id, name }) => {
      const members = await fetchMembers((query) =>
        auth.organization.listMembers({ query: { organizationId: id, ...query } }),
      );
      const owners = members?.filter(({ role }) => role === 'owner');
      return owners && { name, isSoleOwner: owners.length === 1 && owners[0]?.userId === userId };
    }),
  );
  if (!checked.every((one) => one !== undefined)) return null;
  return checked.flatMap(({ name, isSoleOwner }) => (isSoleOwner ? [name] : []));
}
