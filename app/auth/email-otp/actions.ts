'use server';

import { redirect } from 'next/navigation';
import { codeAction, sendCode } from '@/lib/auth/code-action';
import { EnterCode } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal, OF_CODE } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

/** Whoever has no account gets one with the first code. */
const signIn = limitedAction({
  limit: 'code',
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.signIn.emailOtp({ email, otp: code });
    if (!data) return authRefusal(error, OF_CODE);
    redirect(returnTo(next));
  },
});

export const signInByCode = codeAction({ send: sendCode('sign-in'), enter: signIn });
