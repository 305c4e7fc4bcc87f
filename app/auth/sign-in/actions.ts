'use server';

import { redirect } from 'next/navigation';
import { SignIn } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal, codeOf } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { rememberUnverified } from '@/lib/auth/verification';
import { returnTo, withReturnTo } from '@/lib/return-to';

export const signIn = limitedAction({
  limit: 'sign-in',
  schema: SignIn,
  keep: ['email'],
  run: async ({ email, password, next }) => {
    const { data, error } = await auth.signIn.email({ email, password });
    if (error && codeOf(error) === 'email_not_confirmed') {
      await rememberUnverified({ email, isSent: false });
      redirect(withReturnTo('/auth/verify-email', next));
    }
    if (!data) return authRefusal(error);
    redirect(returnTo(next));
  },
});
