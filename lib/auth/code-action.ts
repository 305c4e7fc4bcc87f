import { z } from 'zod';
import type { FormState } from '../action';
import { AskForCode } from './input';
import { limitedAction } from './limited-action';
import { authRefusal } from './messages';
import { auth } from './server';

/** The state comes back from the browser, which may send anything. */
const Sent = z.object({ values: z.object({ sentTo: z.string() }) });
type Action = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * The steps of one form: its first button has a code sent, the next one takes what was typed, and there is a way to begin anew.
 * Once `values.sentTo` names the address to which a code went, the form asks for the code, whatever else is refused.
 */
export function codeAction({ send, enter }: { send: Action; enter: Action }): Action {
  return async (state, form) => {
    const step = form instanceof FormData ? form.get('step') : null;
    if (step === 'begin') return { status: 'ready' };
    const answer = await (step === 'code' ? enter : send)(state, form);
    if (answer.status === 'ready') return answer;
    const sentTo = step === 'code' ? answer.values.email : Sent.safeParse(state).data?.values.sentTo;
    return { ...answer, values: { sentTo: sentTo ?? '', ...answer.values } };
  };
}

/** Sends a code. It says the same whether the address has an account or not. */
export function sendCode(type: 'sign-in' | 'email-verification'): Action {
  return limitedAction({
    limit: 'send',
    schema: AskForCode,
    keep: ['email', 'code'],
    run: async ({ email }) => {
      const { data, error } = await auth.emailOtp.sendVerificationOtp({ email, type });
      if (!data) return authRefusal(error);
      const notice = `A code is on its way to ${email}. It is good for five minutes.`;
      return { notice, values: { sentTo: email, code: '' } };
    },
  });
}
