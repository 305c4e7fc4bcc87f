'use server';

import { redirect } from 'next/navigation';
import { EnterCode, RequestLink } from '@/lib/auth/input';
import { CODE_LIMIT, EMAIL_LIMIT } from '@/lib/auth/rate-limits';
import { errorCode } from '@/lib/auth/sdk/error-codes';
import { auth } from '@/lib/auth/server';
import { type FormState, inform } from '@/lib/forms/action';
import { rejectAuthError, VERIFICATION_ERRORS } from '@/lib/forms/auth-errors';
import { codeAction, sendCode } from '@/lib/forms/code-action';
import { limitedAction } from '@/lib/forms/limited-action';
import { appUrl } from '@/lib/http/origin';
import { withOpaqueReturnTo } from '@/lib/http/return-to';
import { finishVerification, forgetUnverifiedEmail } from './unverified-email';

/** If Neon Auth is configured to verify with codes, it sends a code instead. */
const sendLink = limitedAction({
  limit: EMAIL_LIMIT,
  schema: RequestLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const callbackURL = await appUrl(withOpaqueReturnTo('/auth/verify-email/done', next));
    const { data, error } = await auth.sendVerificationEmail({ email, callbackURL });
    if (error && errorCode(error) === 'already_verified') redirect(await finishVerification(next));
    if (!data) return rejectAuthError(error);
    return inform(`We sent an email to ${email}. Open the link or enter the code in it.`, { sentTo: email });
  },
});

const enterCode = limitedAction({
  limit: CODE_LIMIT,
  schema: EnterCode,
  keep: ['email', 'code'],
  run: async ({ email, code, next }) => {
    const { data, error } = await auth.emailOtp.verifyEmail({ email, otp: code });
    return data ? redirect(await finishVerification(next)) : rejectAuthError(error, VERIFICATION_ERRORS);
  },
});

const verifyWithCode = codeAction({ send: sendCode('email-verification'), enter: enterCode });

export async function verifyEmail(state: FormState, form: FormData): Promise<FormState> {
  const step = form instanceof FormData ? form.get('step') : null;
  if (step === 'restart') await forgetUnverifiedEmail();
  return step === 'link' ? sendLink(state, form) : verifyWithCode(state, form);
}
