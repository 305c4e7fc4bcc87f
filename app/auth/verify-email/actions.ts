'use server';

import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/action';
import { codeAction, sendCode } from '@/lib/auth/code-action';
import { AskForLink, EnterCode } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal, codeOf, OF_VERIFICATION } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { afterVerification, forgetUnverified } from '@/lib/auth/verification';
import { appUrl } from '@/lib/origin';
import { withReturnTo } from '@/lib/return-to';

/** Where codes are configured, the auth server sends one in the link's place. */
const sendLink = limitedAction({
  limit: 'send',
  schema: AskForLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const callbackURL = await appUrl(withReturnTo('/auth/verify-email/done', next));
    const { data, error } = await auth.sendVerificationEmail({ email, callbackURL });
    if (error && codeOf(error) === 'already_verified') redirect(await afterVerification(next));
    if (!data) return authRefusal(error);
    const notice = `An email is on its way to ${email}. Follow its link, or type its code.`;
    return { notice, values: { sentTo: email } };
  },
});

const enterCode = limitedAction({
  limit: 'code',
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.emailOtp.verifyEmail({ email, otp: code });
    return data ? redirect(await afterVerification(next)) : authRefusal(error, OF_VERIFICATION);
  },
});

const byCode = codeAction({ send: sendCode('email-verification'), enter: enterCode });

export async function verifyEmail(state: FormState, form: FormData): Promise<FormState> {
  const step = form instanceof FormData ? form.get('step') : null;
  if (step === 'begin') await forgetUnverified();
  return step === 'link' ? sendLink(state, form) : byCode(state, form);
}
