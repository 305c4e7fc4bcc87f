'use server';

import { z } from 'zod';
import { ChangePassword, DeleteAccount, Profile, RevokeSession } from '@/lib/auth/input';
import { EMAIL_LIMIT, SIGN_IN_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { currentUser, hasSessionEnded } from '@/lib/auth/session';
import { deleteSessionBrowsers } from '@/lib/db/session-browsers';
import { accountAction } from '@/lib/forms/account-action';
import { inform, reject, rejectFields } from '@/lib/forms/action';
import { PASSWORD_ERRORS, rejectAuthError, SIGN_IN_AGAIN } from '@/lib/forms/auth-errors';
import { rejectTooManyByUser } from '@/lib/forms/limited-action';
import { userAction } from '@/lib/forms/user-action';
import { appUrl } from '@/lib/http/origin';
import { withOpaqueReturnTo } from '@/lib/http/return-to';
import { deleteOwnPosts } from '@/lib/posts/mutations';
import { toAddress } from '@/lib/text/visible';
import type { NoticeName } from '../_notices/notices';
import { redirectWithNotice } from '../_notices/redirect';
import { DELETION_CHECKS } from './deletion-checks';
import { listSessions, revokeSessions } from './sessions';

export const changeProfile = accountAction({
  schema: Profile,
  keep: ['name', 'image'],
  run: async ({ name, image }) => {
    const { data, error } = await auth.updateUser({ name, image: image || null });
    return data ? done('profile-changed') : rejectAuthError(error);
  },
});

/** Sends a link to set the first password. Neon Auth sets a password only with a link or with the current password. */
export const requestPassword = accountAction({
  schema: z.object({}),
  run: async () => {
    const user = await currentUser();
    const rejection = await rejectTooManyByUser(EMAIL_LIMIT);
    if (rejection || !user) return rejection ?? rejectAuthError(null);
    const redirectTo = await appUrl(withOpaqueReturnTo('/auth/reset-password', '/account'));
    const { data, error } = await auth.requestPasswordReset({ email: user.email, redirectTo });
    return data ? inform(`We sent a link to ${user.email}.`) : rejectAuthError(error);
  },
});

export const changePassword = accountAction({
  schema: ChangePassword,
  keep: ['revokeOthers'],
  run: async ({ currentPassword, newPassword, revokeOthers }) => {
    const rejection = await rejectTooManyByUser(SIGN_IN_LIMIT);
    if (rejection) return rejection;
    const { data, error } = await auth.changePassword({
      currentPassword,
      newPassword,
      revokeOtherSessions: revokeOthers,
    });
    return data ? done('password-changed') : rejectAuthError(error, PASSWORD_ERRORS);
  },
});

/** Creates a JWT for the API. It cannot be revoked by itself, so it expires after 15 minutes. */
export const createToken = accountAction({
  schema: z.object({}),
  run: async () => {
    const { data, error } = await auth.token();
    if (!data?.token) return rejectAuthError(error);
    return inform("Copy this token now. You won't see it again. It expires in 15 minutes.", { token: data.token });
  },
});

export const revokeSession = accountAction({
  schema: RevokeSession,
  run: async ({ id }) =>
    done((await revokeSessions((session) => session.id === id)) ? 'sessions-revoked' : 'sessions-not-revoked'),
});

export const revokeOtherSessions = accountAction({
  schema: z.object({}),
  run: async () => done((await revokeSessions(() => true)) ? 'other-sessions-revoked' : 'other-sessions-not-revoked'),
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
    if (!user) return (await hasSessionEnded()) ? 'signed-out' : rejectAuthError(null);
    if (email.toLowerCase() !== toAddress(user.email).toLowerCase())
      return rejectFields({ email: "That doesn't match your email address." });
    const [sessions, ...checks] = await Promise.all([listSessions(), ...DELETION_CHECKS.map((check) => check(actor))]);
    if (sessions === 'not-fresh') return reject(SIGN_IN_AGAIN);
    if (!sessions) return rejectAuthError(null);
    const obstacle = checks.find((message) => message !== null);
    if (obstacle) return reject(obstacle);
    if ((await deleteOwnPosts(actor)).status === 'signed-out') return 'signed-out';
    await deleteSessionBrowsers(user.id);
    const { data, error } = await auth.deleteUser();
    if (data) redirectWithNotice('/', 'account-deleted');
    return reject(
      error?.code === 'NETWORK_TIMEOUT'
        ? "Your posts were deleted, but we don't know yet if your account was. Reload this page in a moment."
        : "Your posts were deleted, but your account wasn't. Try again in a moment.",
    );
  },
});

function done(notice: NoticeName): never {
  redirectWithNotice('/account', notice, 'replace');
}
