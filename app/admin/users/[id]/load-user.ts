import { notFound } from 'next/navigation';
import { cache } from 'react';
import { redirectToSignIn } from '@/lib/auth/session';
import { isFormReply } from '@/lib/http/form-reply';
import { UserId } from '../../input';
import { requireAdmin } from '../../require-admin';
import { findUser, type ListedUser } from '../../users';

/**
 * Loads the user of a URL, once per request. Null if Neon Auth is unreachable; 404 if the visitor is not an administrator. A
 * form reply gets null instead of a redirect or a 404, because it must show why the form was rejected.
 */
export const loadUser = cache(async (param: string): Promise<ListedUser | null> => {
  const { data: id } = UserId.safeParse(param);
  if (!id) return notFound();
  const path = `/admin/users/${id}`;
  const isReply = await isFormReply();
  if (!isReply) await requireAdmin(path);
  const result = await findUser(id);
  if ('found' in result) return result.found;
  if (!isReply && result.code === 'signed_out') return redirectToSignIn(path);
  if (!isReply && ['not_allowed', 'user_not_found'].includes(result.code)) return notFound();
  return null;
});
