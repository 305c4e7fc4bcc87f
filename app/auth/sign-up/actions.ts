'use server';

import { redirect } from 'next/navigation';
import { SignUp } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal, OF_SIGN_UP } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { rememberUnverified } from '@/lib/auth/verification';
import { appUrl } from '@/lib/origin';
import { returnTo, withReturnTo } from '@/lib/return-to';

export const signUp = limitedAction({
  limit: 'sign-up',
  schema: SignUp,
  keep: ['name', 'email'],
  run: async ({ name, email, password, next }) => {
    const callbackURL = await appUrl(withReturnTo('/auth/verify-email/done', next));
    const { data, error } = await auth.signUp.email({ name, email, password, callbackURL });
    if (!data) return authRefusal(error, OF_SIGN_UP);
    if (!data.token) {
      // The address must be verified first. The same is said where it has an account already.
      await rememberUnverified({ email, isSent: true });
      redirect(withReturnTo('/auth/verify-email', next));
    }
    redirect(returnTo(next));
  },
});
