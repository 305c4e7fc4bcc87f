import { z } from 'zod';
import { RequestCode } from '../auth/input';
import { EMAIL_LIMIT } from '../auth/rate-limits';
import { auth } from '../auth/server';
import { type FormState, inform } from './action';
import { rejectAuthError } from './auth-errors';
import { limitedAction } from './limited-action';

type Action = (state: FormState, form: FormData) => Promise<FormState>;

/** The previous state comes from the browser, so it can be anything. */
const PreviousState = z.object({ values: z.object({ sentTo: z.string() }) });

/**
 * A form in two steps: `send` sends a code, `enter` checks it, and `restart` begins again with another address. Once
 * `values.sentTo` names the address that a code was sent to, the form asks for the code.
 */
export function codeAction({ send, enter }: { send: Action; enter: Action }): Action {
  return async (state, form) => {
    const step = form instanceof FormData ? form.get('step') : null;
    if (step === 'restart') return { status: 'idle' };
    const next = await (step === 'code' ? enter : send)(state, form);
    if (next.status === 'idle') return next;
    const sentTo = step === 'code' ? next.values.email : PreviousState.safeParse(state).data?.values.sentTo;
    return { ...next, values: { sentTo: sentTo ?? '', ...next.values } };
  };
}

/** Sends a code by email. The reply is the same whether the address has an account or not. */
export function sendCode(type: 'sign-in' | 'email-verification'): Action {
  return limitedAction({
    limit: EMAIL_LIMIT,
    schema: RequestCode,
    keep: ['email', 'code'],
    run: async ({ email }) => {
      const { data, error } = await auth.emailOtp.sendVerificationOtp({ email, type });
      if (!data) return rejectAuthError(error);
      return inform(`We sent a code to ${email}. It expires in five minutes.`, { sentTo: email, code: '' });
    },
  });
}
