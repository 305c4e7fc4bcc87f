'use server';

import { formAction } from '@/lib/action';
import { ResetPassword } from '@/lib/auth/input';
import { authRefusal, OF_LINK } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { redirectWithNotice } from '@/lib/notice';
import { withReturnTo } from '@/lib/return-to';

export const resetPassword = formAction({
  schema: ResetPassword,
  run: async ({ token, password, next }) => {
    const { data, error } = await auth.resetPassword({ token, newPassword: password });
    if (!data) return authRefusal(error, OF_LINK);
    redirectWithNotice(withReturnTo('/auth/sign-in', next), 'password-reset');
  },
});
