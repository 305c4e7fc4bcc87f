import { redirect, unstable_rethrow } from 'next/navigation';
import { currentActor } from '../auth/session';
import { type Actor, identify } from '../db/as-user';
import { withReturnTo } from '../http/return-to';
import { logError } from '../log';
import { type FormOptions, type FormResult, formAction, reject } from './action';
import { SIGNED_OUT } from './auth-errors';
import { rejectAs } from './rendered-for';

const UNAVAILABLE = "We couldn't save this. Try again in a moment.";
const TEXT_KEPT = 'Your text is still here.';

/**
 * `formAction` for signed-in users. `run` gets the actor, and returns 'signed-out' if the database finds no active session of
 * the user that the form was rendered for.
 * A form that keeps text then shows a message; any other redirects to sign in and back to its `next` field.
 */
export function userAction<Input extends object>({
  run,
  onOtherUser = rejectAs,
  hasText = true,
  ...form
}: Omit<FormOptions<Input>, 'run'> & {
  run: (actor: Actor, input: Input) => Promise<FormResult | 'signed-out'>;
  /** What happens if another user is signed in than the one that the form was rendered for. Rejects the form by default. */
  onOtherUser?: (name: string) => FormResult;
  /** Whether the fields that the form keeps are text that the user typed. */
  hasText?: boolean;
}) {
  const keepsText = hasText && form.keep !== undefined;
  const rejectKept = (message: string) => reject(keepsText ? `${message} ${TEXT_KEPT}` : message);
  return formAction({
    ...form,
    run: async (input, renderedFor) => {
      try {
        const actor = await currentActor();
        const expected = actor && renderedFor ? actor.onlyIf(renderedFor) : actor;
        const result = expected ? await run(expected, input) : 'signed-out';
        if (result !== 'signed-out') return result;
        const otherUser = actor && (await identify(actor));
        if (otherUser) return onOtherUser(otherUser.name);
      } catch (error) {
        unstable_rethrow(error);
        await logError('form', error);
        return rejectKept(UNAVAILABLE);
      }
      if (keepsText) return rejectKept(SIGNED_OUT);
      redirect(withReturnTo('/auth/sign-in', 'next' in input ? input.next : undefined));
    },
  });
}
