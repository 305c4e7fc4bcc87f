'use server';

import { z } from 'zod';
import { formAction } from '@/lib/action';
import { revokeSessions } from '@/lib/auth/account';
import { ChangePassword, DeleteAccount, Profile, RevokeSession } from '@/lib/auth/input';
import { authRefusal, OF_ACCOUNT, OF_PASSWORD } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { currentUser } from '@/lib/auth/session';
import { type NoticeName, redirectWithNotice } from '@/lib/notice';
import { deleteOwnPosts } from '@/lib/posts/mutations';
import { userAction } from '@/lib/user-action';

const NOT_REVOKED = { message: 'We could not sign out everywhere. Try again in a moment.' };

export const changeProfile = formAction({
  schema: Profile,
  keep: ['name', 'image'],
  run: async ({ name, image }) => {
    const { data, error } = await auth.updateUser({ name, image: image || null });
    return data ? done('profile-changed') : authRefusal(error, OF_ACCOUNT);
  },
});

export const changePassword = formAction({
  schema: ChangePassword,
  run: async ({ currentPassword, newPassword, revokeOthers }) => {
    const { data, error } = await auth.changePassword({
      currentPassword,
      newPassword,
      revokeOtherSessions: revokeOthers,
    });
    return data ? done('password-changed') : authRefusal(error, OF_PASSWORD);
  },
});

/** A token for the API: `Authorization: Bearer`. It cannot be taken back by itself, and so is good for 15 minutes only. */
export const createToken = formAction({
  schema: z.object({}),
  run: async () => {
    const { data, error } = await auth.token();
    if (!data?.token) return authRefusal(error, OF_ACCOUNT);
    return { notice: 'Copy it now: it is good for 15 minutes.', values: { token: data.token } };
  },
});

export const revokeSession = formAction({
  schema: RevokeSession,
  run: async ({ id }) =>
    (await revokeSessions((session) => session.id === id)) ? done('sessions-revoked') : NOT_REVOKED,
});

export const revokeOtherSessions = formAction({
  schema: z.object({}),
  run: async () => ((await revokeSessions(() => true)) ? done('sessions-revoked') : NOT_REVOKED),
});

/** First what the user wrote, then the user: two systems cannot be one transaction, so the second step can be tried again. */
export const deleteAccount = userAction({
  schema: DeleteAccount,
  keep: ['email'],
  run: async (actor, { email }) => {
    const user = await currentUser();
    if (!user) return 'signed-out';
    if (email.toLowerCase() !== user.email.toLowerCase())
      return { errors: { email: 'This is not your email address.' } };
    if ((await deleteOwnPosts(actor)).status === 'signed-out') return 'signed-out';
    const { data } = await auth.deleteUser();
    if (data) redirectWithNotice('/', 'account-deleted');
    return { message: 'Your posts are deleted, but your account is not: sign in anew, then try once more.' };
  },
});

function done(notice: NoticeName): never {
  redirectWithNotice('/account', notice, 'replace');
}
