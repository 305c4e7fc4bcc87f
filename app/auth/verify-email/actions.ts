'use server';

import { type FormState, formAction } from '@/lib/action';
import { codeAction } from '@/lib/auth/code-action';
import { AskForCode, EnterCode } from '@/lib/auth/input';
import { authRefusal, OF_CODE } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { forgetSessionCopy, isSignedIn } from '@/lib/auth/session';
import { forgetUnverified } from '@/lib/auth/verification';
import { redirectWithNotice } from '@/lib/notice';
import { appOrigin } from '@/lib/origin';
import { returnTo, withReturnTo } from '@/lib/return-to';

/** Says the same whether the address has an account or not. */
const sendCode = formAction({
  schema: AskForCode,
  keep: ['email'],
  run: async ({ email }) => {
    const { data, error } = await auth.emailOtp.sendVerificationOtp({ email, type: 'email-verification' });
    if (!data) return authRefusal(error);
    return { notice: `A code is on its way to ${email}. It is good for five minutes.`, values: { sentTo: email } };
  },
});

const sendLink = formAction({
  schema: AskForCode,
  keep: ['email'],
  run: async ({ email, next }) => {
    const callbackURL = `${await appOrigin()}${withReturnTo('/auth/verify-email/done', next)}`;
    const { data, error } = await auth.sendVerificationEmail({ email, callbackURL });
    return data ? { notice: `A link is on its way to ${email}.` } : authRefusal(error);
  },
});

const enterCode = formAction({
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.emailOtp.verifyEmail({ email, otp: code });
    if (!data) return authRefusal(error, OF_CODE);
    await forgetUnverified();
    await forgetSessionCopy();
    const isIn = await isSignedIn();
    return redirectWithNotice(isIn ? returnTo(next) : withReturnTo('/auth/sign-in', next), 'email-verified');
  },
});

const byCode = codeAction({ send: sendCode, enter: enterCode });

export async function verifyEmail(state: FormState, form: FormData): Promise<FormState> {
  return form instanceof FormData && form.get('step') === 'link' ? sendLink(state, form) : byCode(state, form);
}
