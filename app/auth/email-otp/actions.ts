'use server';

import { redirect } from 'next/navigation';
import { formAction } from '@/lib/action';
import { codeAction, sendCode } from '@/lib/auth/code-action';
import { EnterCode } from '@/lib/auth/input';
import { refuseTooMany } from '@/lib/auth/limits';
import { authRefusal, OF_CODE } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

/** Whoever has no account gets one with the first code. */
const signIn = formAction({
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const refusal = await refuseTooMany('code', email);
    if (refusal) return refusal;
    const { data, error } = await auth.signIn.emailOtp({ email, otp: code });
    if (!data) return authRefusal(error, OF_CODE);
    redirect(returnTo(next));
  },
});

export const signInByCode = codeAction({ send: sendCode('sign-in'), enter: signIn });
