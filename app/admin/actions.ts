'use server';

import { formAction, type Refusal } from '@/lib/action';
import { authRefusal, OF_ADMINISTRATION } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { currentUser } from '@/lib/auth/session';
import { type NoticeName, redirectWithNotice } from '@/lib/notice';
import { BAN_SECONDS, BanForm, RoleForm, UserForm } from './input';
import { findUser, type ListedUser } from './users';

export const setRole = formAction({
  schema: RoleForm,
  keep: ['role'],
  run: ({ id, role }) =>
    toAnother(id, 'own_role', async ({ id: userId }) => {
      const { data, error } = await auth.admin.setRole({ userId, role });
      return data ? done(userId, 'user-role-changed') : authRefusal(error, OF_ADMINISTRATION);
    }),
});

export const banUser = formAction({
  schema: BanForm,
  keep: ['reason', 'duration'],
  run: ({ id, reason, duration }) =>
    toAnother(id, 'own_ban', async ({ id: userId, ban, hasOldBan }) => {
      if (ban) return authRefusal({ code: 'banned_before' }, OF_ADMINISTRATION);
      const seconds = BAN_SECONDS[duration];
      // Better Auth leaves the end of an old ban as it is, so that one for good would be over at once.
      if (hasOldBan && !seconds) {
        const { data, error } = await auth.admin.unbanUser({ userId });
        if (!data) return authRefusal(error, OF_ADMINISTRATION);
      }
      const { data, error } = await auth.admin.banUser({
        userId,
        banReason: reason,
        ...(seconds && { banExpiresIn: seconds }),
      });
      return data ? done(userId, 'user-banned') : authRefusal(error, OF_ADMINISTRATION);
    }),
});

export const unbanUser = formAction({
  schema: UserForm,
  run: ({ id }) =>
    toAnother(id, 'own_ban', async ({ id: userId }) => {
      const { data, error } = await auth.admin.unbanUser({ userId });
      return data ? done(userId, 'user-unbanned') : authRefusal(error, OF_ADMINISTRATION);
    }),
});

export const revokeSessions = formAction({
  schema: UserForm,
  run: ({ id }) =>
    toAnother(id, 'own_sessions', async ({ id: userId }) => {
      const { data, error } = await auth.admin.revokeUserSessions({ userId });
      return data ? done(userId, 'user-signed-out') : authRefusal(error, OF_ADMINISTRATION);
    }),
});

/**
 * Does something to another user, whom the auth server shows to administrators alone. Nothing is done to oneself:
 * an administrator who is none any more could not undo it.
 */
async function toAnother(
  id: string | null,
  oneself: string,
  work: (user: ListedUser) => Promise<Refusal>,
): Promise<Refusal> {
  const asked = await findUser(id);
  if ('refused' in asked) return authRefusal({ code: asked.refused }, OF_ADMINISTRATION);
  const administrator = await currentUser();
  if (!administrator) return authRefusal(null);
  if (administrator.id === asked.found.id) return authRefusal({ code: oneself }, OF_ADMINISTRATION);
  return work(asked.found);
}

function done(id: string, notice: NoticeName): never {
  redirectWithNotice(`/admin/users/${id}`, notice, 'replace');
}
