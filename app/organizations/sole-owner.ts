import { z } from 'zod';
import { auth } from '@/lib/auth/server';
import { hasRole } from '@/lib/auth/user';
import { fetchOrganizations } from './organizations';

const Members = z.object({ members: z.array(z.object({ userId: z.string(), role: z.string() })) });

/** The check of an account deletion: an organization must not lose its only owner. */
export async function checkSoleOwner(userId: string): Promise<string | null | 'unavailable'> {
  const names = await soleOwnerOf(userId);
  if (!names) return 'unavailable';
  if (names.length === 0) return null;
  return `You're the only owner of ${names.join(', ')}. Make someone else an owner or delete it first.`;
}

/** Returns the names of the organizations whose only owner is the user; null if Neon Auth is unreachable. */
async function soleOwnerOf(userId: string): Promise<string[] | null> {
  const { organizations, error } = await fetchOrganizations();
  // Organizations can be turned off in Neon Auth.
  if (error?.status === 404) return [];
  if (!organizations) return null;
  const checked = await Promise.all(
    organizations.map(async ({ id, name }) => {
      const members = await auth.organization.listMembers({ query: { organizationId: id } });
      const owners = Members.safeParse(members.data).data?.members.filter(({ role }) => hasRole(role, 'owner'));
      return owners && { name, isSoleOwner: owners.length === 1 && owners[0]?.userId === userId };
    }),
  );
  if (!checked.every((one) => one !== undefined)) return null;
  return checked.flatMap(({ name, isSoleOwner }) => (isSoleOwner ? [name] : []));
}
