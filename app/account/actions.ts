'use server';

import { z } from 'zod';
import { formAction } from '@/lib/action';
import { listSessions, organizationsOwnedAlone, revokeSessions } from '@/lib/auth/account';
import { ChangePassword, DeleteAccount, Profile, RevokeSession } from '@/lib/auth/input';
import { refuseTooManyOfOwn } from '@/lib/auth/limits';
import { authRefusal, OF_PASSWORD, SIGN_IN_ANEW } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { currentUser, isSignedIn } from '@/lib/auth/session';
import { type NoticeName, redirectWithNotice } from '@/lib/notice';
import { deleteOwnPosts } from '@/lib/posts/mutations';
import { userAction } from '@/lib/user-action';

export const changeProfile = formAction({
  schema: Profile,
  keep: ['name', 'image'],
  run: async ({ name, image }) => {
    const { data, error } = await auth.updateUser({ name, image: image || null });
    return data ? done('profile-changed') : authRefusal(error);
  },
});

export const changePassword = formAction({
  schema: ChangePassword,
  run: async ({ currentPassword, newPassword, revokeOthers }) => {
    const refusal = await refuseTooManyOfOwn('sign-in');
    if (refusal) return refusal;
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
    if (!data?.token) return authRefusal(error);
    return { notice: 'Copy it now: it is good for 15 minutes.', values: { token: data.token } };
  },
});

export const revokeSession = formAction({
  schema: RevokeSession,
  run: async ({ id }) => done(await end((session) => session.id === id)),
});

export const revokeOtherSessions = formAction({
  schema: z.object({}),
  run: async () => done(await end(() => true)),
});

/**
 * First what the user wrote, then the user: two systems cannot be one transaction, so the second step can be tried again. What is
 * known to stand in its way is found out before the first.
 */
export const deleteAccount = userAction({
  schema: DeleteAccount,
  keep: ['email'],
  run: async (actor, { email }) => {
    const user = await currentUser();
    if (!user) return (await isSignedIn()) ? authRefusal(null) : 'signed-out';
    if (email.toLowerCase() !== user.email.toLowerCase())
      return { errors: { email: 'This is not your email address.' } };
    const [sessions, owned] = await Promise.all([listSessions(), organizationsOwnedAlone(user.id)]);
    if (sessions === 'not-fresh') return { message: SIGN_IN_ANEW };
    if (!sessions || !owned) return authRefusal(null);
    if (owned.length > 0) {
      return {
        message: `You alone own ${owned.join(', ')}. Make somebody else an owner, or delete it, before you go.`,
      };
    }
    if ((await deleteOwnPosts(actor)).status === 'signed-out') return 'signed-out';
    const { data, error } = await auth.deleteUser();
    if (data) redirectWithNotice('/', 'account-deleted');
    if (error?.code === 'NETWORK_TIMEOUT') {
      return {
        message: 'Your posts are deleted; of your account we do not know yet. Load this page again in a moment.',
      };
    }
    return { message: 'Your posts are deleted, but your account is not. Try again in a moment.' };
  },
});

/** What is said of it stands on the page that follows: the session's own form may not be there any more. */
async function end(isMeant: (session: { id: string }) => boolean): Promise<NoticeName> {
  return (await revokeSessions(isMeant)) ? 'sessions-revoked' : 'sessions-not-revoked';
}

function done(notice: NoticeName): never {
  redirectWithNotice('/account', notice, 'replace');
}
