'use server';

import { redirectWithNotice } from '@/app/_notices/redirect';
import { ResetPassword } from '@/lib/auth/input';
import { auth } from '@/lib/auth/server';
import { isSignedIn } from '@/lib/auth/session';
import { formAction } from '@/lib/forms/action';
import { LINK_ERRORS, rejectAuthError } from '@/lib/forms/auth-errors';
import { returnTo, withReturnTo } from '@/lib/http/return-to';

export const resetPassword = formAction({
  schema: ResetPassword,
  run: async ({ token, password, next }) => {
    const { data, error } = await auth.resetPassword({ token, newPassword: password });
    if (!data) return rejectAuthError(error, LINK_ERRORS);
    if (await isSignedIn()) redirectWithNotice(returnTo(next), 'password-changed');
    redirectWithNotice(withReturnTo('/auth/sign-in', next), 'password-reset');
  },
});
