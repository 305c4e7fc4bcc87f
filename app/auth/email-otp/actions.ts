'use server';

import { redirect } from 'next/navigation';
import { EnterCode } from '@/lib/auth/input';
import { CODE_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { CODE_ERRORS, rejectAuthError } from '@/lib/forms/auth-errors';
import { codeAction, sendCode } from '@/lib/forms/code-action';
import { limitedAction } from '@/lib/forms/limited-action';
import { returnTo } from '@/lib/http/return-to';
import { rememberMethod } from '../last-used-method';

/** Neon Auth creates an account for a new address. */
const enterCode = limitedAction({
  limit: CODE_LIMIT,
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.signIn.emailOtp({ email, otp: code });
    if (!data) return rejectAuthError(error, CODE_ERRORS);
    await rememberMethod('code');
    redirect(returnTo(next));
  },
});

export const signInWithCode = codeAction({ send: sendCode('sign-in'), enter: enterCode });
