'use server';

import { redirect } from 'next/navigation';
import { SignUp } from '@/lib/auth/input';
import { SIGN_UP_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { rejectAuthError, SIGN_UP_ERRORS } from '@/lib/forms/auth-errors';
import { limitedAction } from '@/lib/forms/limited-action';
import { appUrl } from '@/lib/http/origin';
import { returnTo, withOpaqueReturnTo, withReturnTo } from '@/lib/http/return-to';
import { rememberMethod } from '../last-used-method';
import { rememberUnverifiedEmail } from '../verify-email/unverified-email';

export const signUp = limitedAction({
  limit: SIGN_UP_LIMIT,
  schema: SignUp,
  keep: ['name', 'email'],
  run: async ({ name, email, password, next }) => {
    const callbackURL = await appUrl(withOpaqueReturnTo('/auth/verify-email/done', next));
    const { data, error } = await auth.signUp.email({ name, email, password, callbackURL });
    if (!data) return rejectAuthError(error, SIGN_UP_ERRORS);
    if (!data.token) {
      // The address must be verified first. The reply is the same for an address that already has an account.
      await rememberUnverifiedEmail({ email, isSent: true });
      redirect(withReturnTo('/auth/verify-email', next));
    }
    await rememberMethod('password');
    redirect(returnTo(next));
  },
});
