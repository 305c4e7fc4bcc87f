'use server';

import { redirect } from 'next/navigation';
import { SignIn } from '@/lib/auth/input';
import { SIGN_IN_LIMIT } from '@/lib/auth/rate-limits';
import { errorCode } from '@/lib/auth/sdk/error-codes';
import { auth } from '@/lib/auth/server';
import { rejectAuthError } from '@/lib/forms/auth-errors';
import { limitedAction } from '@/lib/forms/limited-action';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { rememberMethod } from '../last-used-method';
import { rememberUnverifiedEmail } from '../verify-email/unverified-email';

export const signIn = limitedAction({
  limit: SIGN_IN_LIMIT,
  schema: SignIn,
  keep: ['email'],
  run: async ({ email, password, next }) => {
    const { data, error } = await auth.signIn.email({ email, password });
    if (error && errorCode(error) === 'email_not_confirmed') {
      await rememberUnverifiedEmail({ email, isSent: false });
      redirect(withReturnTo('/auth/verify-email', next));
    }
    if (!data) return rejectAuthError(error);
    await rememberMethod('password');
    redirect(returnTo(next));
  },
});
