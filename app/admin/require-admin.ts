import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import type { User } from '@/lib/auth/user';

/**
 * Returns the signed-in administrator of a page, which is a 404 for other users. It trusts the session cache for up to a
 * minute; Neon Auth checks the role itself before it shows or changes anything.
 */
export async function requireAdmin(path: string): Promise<User> {
  const user = await requireUser(path);
  return user.isAdmin ? user : notFound();
}
