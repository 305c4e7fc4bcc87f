'use server';

import { redirect } from 'next/navigation';
import { formAction } from '@/lib/action';
import { codeAction } from '@/lib/auth/code-action';
import { AskForCode, EnterCode } from '@/lib/auth/input';
import { authRefusal, OF_CODE } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

/** Says the same whether the address has an account or not: it gets one with the first code. */
const sendCode = formAction({
  schema: AskForCode,
  keep: ['email'],
  run: async ({ email }) => {
    const { data, error } = await auth.emailOtp.sendVerificationOtp({ email, type: 'sign-in' });
    if (!data) return authRefusal(error);
    return { notice: `A code is on its way to ${email}. It is good for five minutes.`, values: { sentTo: email } };
  },
});

const signIn = formAction({
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.signIn.emailOtp({ email, otp: code });
    if (!data) return authRefusal(error, OF_CODE);
    redirect(returnTo(next));
  },
});

export const signInByCode = codeAction({ send: sendCode, enter: signIn });
