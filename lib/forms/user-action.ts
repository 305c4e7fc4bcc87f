import { redirect, unstable_rethrow } from 'next/navigation';
import { currentActor } from '../auth/session';
import type { Actor } from '../db/as-user';
import { withReturnTo } from '../http/return-to';
import { logError } from '../log';
import { type FormOptions, type FormResult, formAction, reject } from './action';
import { SIGNED_OUT } from './auth-errors';

const UNAVAILABLE = "We couldn't save this. Try again in a moment.";
const TEXT_KEPT = 'Your text is still here.';

/**
 * `formAction` for signed-in users. `run` gets the actor, and returns 'signed-out' if the database finds no active session.
 * A form that keeps fields then shows a message; any other redirects to sign in and back to its `next` field.
 */
export function userAction<Input extends object>({
  run,
  ...form
}: Omit<FormOptions<Input>, 'run'> & { run: (actor: Actor, input: Input) => Promise<FormResult | 'signed-out'> }) {
  const rejectKept = (message: string) => reject(form.keep ? `${message} ${TEXT_KEPT}` : message);
  return formAction({
    ...form,
    run: async (input) => {
      try {
        const actor = await currentActor();
        const result = actor ? await run(actor, input) : 'signed-out';
        if (result !== 'signed-out') return result;
      } catch (error) {
        unstable_rethrow(error);
        await logError('form', error);
        return rejectKept(UNAVAILABLE);
      }
      if (form.keep) return rejectKept(SIGNED_OUT);
      redirect(withReturnTo('/auth/sign-in', 'next' in input ? input.next : undefined));
    },
  });
}
