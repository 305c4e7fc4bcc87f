'use server';

import { formAction } from '@/lib/action';
import { ResetPassword } from '@/lib/auth/input';
import { authRefusal, OF_LINK } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { redirectWithNotice } from '@/lib/notice';

export const resetPassword = formAction({
  schema: ResetPassword,
  run: async ({ token, password }) => {
    const { data, error } = await auth.resetPassword({ token, newPassword: password });
    if (!data) return authRefusal(error, OF_LINK);
    redirectWithNotice('/auth/sign-in', 'password-reset');
  },
});
