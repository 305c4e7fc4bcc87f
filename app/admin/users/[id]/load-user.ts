import { notFound } from 'next/navigation';
import { cache } from 'react';
import { answersForm, requireAdmin, signInAndReturn } from '@/lib/auth/session';
import { UserId } from '../../input';
import { findUser, type ListedUser } from '../../users';

/**
 * The user of an address, once per request; null when the auth server could not be asked. For who is no administrator
 * (any more), nobody exists. The answer to a form leads nowhere else: it has to say why the form was refused.
 */
export const loadUser = cache(async (address: string): Promise<ListedUser | null> => {
  const { data: id } = UserId.safeParse(address);
  if (!id) return notFound();
  const path = `/admin/users/${id}`;
  const isPage = !(await answersForm());
  if (isPage && !(await requireAdmin(path))) return null;
  const asked = await findUser(id);
  if ('found' in asked) return asked.found;
  if (isPage && asked.refused === 'signed_out') return signInAndReturn(path);
  if (isPage && ['not_allowed', 'user_not_found'].includes(asked.refused)) return notFound();
  return null;
});
