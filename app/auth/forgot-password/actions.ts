'use server';

import { AskForLink } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { appUrl } from '@/lib/origin';
import { withReturnTo } from '@/lib/return-to';

/** Says the same whether the address has an account or not. */
export const forgotPassword = limitedAction({
  limit: 'send',
  schema: AskForLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const { data, error } = await auth.requestPasswordReset({
      email,
      redirectTo: await appUrl(withReturnTo('/auth/reset-password', next)),
    });
    if (!data) return authRefusal(error);
    return { notice: `If there is an account with ${email}, a link to choose a new password is on its way.` };
  },
});
