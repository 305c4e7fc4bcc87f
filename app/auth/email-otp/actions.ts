'use server';

import { redirect } from 'next/navigation';
import { type FormState, formAction } from '@/lib/action';
import { AskForCode, SignInByCode } from '@/lib/auth/input';
import { authRefusal, OF_CODE } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

/** Says the same whether the address has an account or not: it gets one with the first code. */
const askForCode = formAction({
  schema: AskForCode,
  keep: ['email'],
  run: async ({ email }) => {
    const { data, error } = await auth.emailOtp.sendVerificationOtp({ email, type: 'sign-in' });
    if (!data) return authRefusal(error);
    return { notice: `A code is on its way to ${email}. It is good for five minutes.`, values: { sentTo: email } };
  },
});

const signIn = formAction({
  schema: SignInByCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.signIn.emailOtp({ email, otp: code });
    if (!data) return authRefusal(error, OF_CODE);
    redirect(returnTo(next));
  },
});

/** The two steps of one form: its first button asks for a code, the other one signs in with it. */
export async function signInByCode(state: FormState, form: FormData): Promise<FormState> {
  if (!(form instanceof FormData) || form.get('step') !== 'code') return askForCode(state, form);
  const answer = await signIn(state, form);
  if (answer.status === 'ready') return answer;
  // Also when the code cannot be one, the form goes on asking for it.
  return { ...answer, values: { ...answer.values, sentTo: answer.values.email ?? '' } };
}
