'use server';

import { auth } from '@/lib/auth/server';
import { currentUser } from '@/lib/auth/session';
import { accountAction } from '@/lib/forms/account-action';
import type { FormResult } from '@/lib/forms/action';
import { rejectAuthError } from '@/lib/forms/auth-errors';
import type { NoticeName } from '../_notices/notices';
import { redirectWithNotice } from '../_notices/redirect';
import { rejectAdminError } from './errors';
import { BAN_SECONDS, BanForm, RoleForm, UserForm } from './input';
import { findUser, type ListedUser } from './users';

export const setRole = accountAction({
  schema: RoleForm,
  keep: ['role'],
  run: ({ id, role }) =>
    withOtherUser(id, 'own_role', async ({ id: userId }) => {
      const { data, error } = await auth.admin.setRole({ userId, role });
      return data ? done(userId, 'user-role-changed') : rejectAdminError(error);
    }),
});

export const banUser = accountAction({
  schema: BanForm,
  keep: ['reason', 'duration'],
  run: ({ id, reason, duration }) =>
    withOtherUser(id, 'own_ban', async ({ id: userId, ban, hasExpiredBan }) => {
      if (ban) return rejectAdminError({ code: 'already_banned' });
      const seconds = BAN_SECONDS[duration];
      // Better Auth keeps the expiry of an expired ban, so a permanent ban would end at once.
      if (hasExpiredBan && !seconds) {
        const { data, error } = await auth.admin.unbanUser({ userId });
        if (!data) return rejectAdminError(error);
      }
      const { data, error } = await auth.admin.banUser({
        userId,
        banReason: reason,
        ...(seconds && { banExpiresIn: seconds }),
      });
      return data ? done(userId, 'user-banned') : rejectAdminError(error);
    }),
});

export const unbanUser = accountAction({
  schema: UserForm,
  run: ({ id }) =>
    withOtherUser(id, 'own_ban', async ({ id: userId }) => {
      const { data, error } = await auth.admin.unbanUser({ userId });
      return data ? done(userId, 'user-unbanned') : rejectAdminError(error);
    }),
});

export const revokeSessions = accountAction({
  schema: UserForm,
  run: ({ id }) =>
    withOtherUser(id, 'own_sessions', async ({ id: userId }) => {
      const { data, error } = await auth.admin.revokeUserSessions({ userId });
      return data ? done(userId, 'user-signed-out') : rejectAdminError(error);
    }),
});

/**
 * Changes another user. Neon Auth shows users only to administrators. They cannot change themselves: an administrator who
 * gives up the role could not undo it.
 * @param selfErrorCode the error code if the user is the administrator
 */
async function withOtherUser(
  id: string | null,
  selfErrorCode: string,
  change: (user: ListedUser) => Promise<FormResult>,
): Promise<FormResult> {
  const result = await findUser(id);
  if ('code' in result) return rejectAdminError(result);
  const administrator = await currentUser();
  if (!administrator) return rejectAuthError(null);
  if (administrator.id === result.found.id) return rejectAdminError({ code: selfErrorCode });
  return change(result.found);
}

function done(id: string, notice: NoticeName): never {
  redirectWithNotice(`/admin/users/${id}`, notice, 'replace');
}
