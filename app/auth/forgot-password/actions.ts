'use server';

import { RequestLink } from '@/lib/auth/input';
import { EMAIL_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { inform } from '@/lib/forms/action';
import { rejectAuthError } from '@/lib/forms/auth-errors';
import { limitedAction } from '@/lib/forms/limited-action';
import { appUrl } from '@/lib/http/origin';
import { withOpaqueReturnTo } from '@/lib/http/return-to';

/** The reply is the same whether the address has an account or not. */
export const forgotPassword = limitedAction({
  limit: EMAIL_LIMIT,
  schema: RequestLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const { data, error } = await auth.requestPasswordReset({
      email,
      redirectTo: await appUrl(resetPath(email, next)),
    });
    if (!data) return rejectAuthError(error);
    return inform(`Check your email. If ${email} has an account, we sent it a reset link.`);
  },
});

/** Adds the address to the link, so that the reset page can name the account for password managers. */
function resetPath(email: string, next: unknown): string {
  return `${withOpaqueReturnTo('/auth/reset-password', next)}&${new URLSearchParams({ email })}`;
}
