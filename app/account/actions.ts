'use server';

import { z } from 'zod';
import { ChangePassword, DeleteAccount, Profile, RevokeSession } from '@/lib/auth/input';
import { SIGN_IN_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { currentUser, isSignedIn } from '@/lib/auth/session';
import { formAction, inform, reject, rejectFields } from '@/lib/forms/action';
import { PASSWORD, rejectAuthError, SIGN_IN_AGAIN } from '@/lib/forms/auth-errors';
import { rejectTooManyByUser } from '@/lib/forms/limited-action';
import { userAction } from '@/lib/forms/user-action';
import { deleteOwnPosts } from '@/lib/posts/mutations';
import { toAddress } from '@/lib/text/visible';
import type { NoticeName } from '../_notices/notices';
import { redirectWithNotice } from '../_notices/redirect';
import { DELETION_CHECKS } from './deletion-checks';
import { listSessions, revokeSessions } from './sessions';

export const changeProfile = formAction({
  schema: Profile,
  keep: ['name', 'image'],
  run: async ({ name, image }) => {
    const { data, error } = await auth.updateUser({ name, image: image || null });
    return data ? done('profile-changed') : rejectAuthError(error);
  },
});

export const changePassword = formAction({
  schema: ChangePassword,
  run: async ({ currentPassword, newPassword, revokeOthers }) => {
    const rejection = await rejectTooManyByUser(SIGN_IN_LIMIT);
    if (rejection) return rejection;
    const { data, error } = await auth.changePassword({
      currentPassword,
      newPassword,
      revokeOtherSessions: revokeOthers,
    });
    return data ? done('password-changed') : rejectAuthError(error, PASSWORD);
  },
});

/** Creates a JWT for the API. It cannot be revoked by itself, so it expires after 15 minutes. */
export const createToken = formAction({
  schema: z.object({}),
  run: async () => {
    const { data, error } = await auth.token();
    if (!data?.token) return rejectAuthError(error);
    return inform("Copy it now. You won't see it again. It expires in 15 minutes.", { token: data.token });
  },
});

export const revokeSession = formAction({
  schema: RevokeSession,
  run: async ({ id }) => done(await revoke((session) => session.id === id)),
});

export const revokeOtherSessions = formAction({
  schema: z.object({}),
  run: async () => done(await revoke(() => true)),
});

/**
 * Deletes the user's posts, then the user. Two systems cannot share a transaction, so everything that could prevent the second
 * step is checked before the first, and the form can be sent again after a failure.
 */
export const deleteAccount = userAction({
  schema: DeleteAccount,
  keep: ['email'],
  run: async (actor, { email }) => {
    const user = await currentUser();
    if (!user) return (await isSignedIn()) ? rejectAuthError(null) : 'signed-out';
    if (email.toLowerCase() !== toAddress(user.email).toLowerCase())
      return rejectFields({ email: "That doesn't match your email address." });
    const [sessions, ...checks] = await Promise.all([
      listSessions(),
      ...DELETION_CHECKS.map((check) => check(user.id)),
    ]);
    if (sessions === 'not-fresh') return reject(SIGN_IN_AGAIN);
    if (!sessions || checks.includes('unavailable')) return rejectAuthError(null);
    const obstacle = checks.find((message) => message !== null);
    if (obstacle) return reject(obstacle);
    if ((await deleteOwnPosts(actor)).status === 'signed-out') return 'signed-out';
    const { data, error } = await auth.deleteUser();
    if (data) redirectWithNotice('/', 'account-deleted');
    return reject(
      error?.code === 'NETWORK_TIMEOUT'
        ? "Your posts were deleted, but we don't know yet if your account was. Reload this page in a moment."
        : "Your posts were deleted, but your account wasn't. Try again in a moment.",
    );
  },
});

/** The result is a notice, because the session's own form may be gone on the next page. */
async function revoke(matches: (session: { id: string }) => boolean): Promise<NoticeName> {
  return (await revokeSessions(matches)) ? 'sessions-revoked' : 'sessions-not-revoked';
}

function done(notice: NoticeName): never {
  redirectWithNotice('/account', notice, 'replace');
}
