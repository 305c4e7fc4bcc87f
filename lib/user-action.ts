import { redirect, unstable_rethrow } from 'next/navigation';
import { type Form, formAction, type Refusal } from './action';
import { SIGNED_OUT } from './auth/messages';
import { currentActor } from './auth/session';
import type { Actor } from './db/as-user';
import { logError } from './log';
import { withReturnTo } from './return-to';

const UNAVAILABLE = 'We could not save this. Try again in a moment.';
const STILL_HERE = 'What you typed is still here.';

/**
 * `formAction` for what only a signed-in user may do: `run` gets on whose behalf it works, and returns 'signed-out' when
 * the database finds that their session has ended. Where there is something typed to keep, that is said above it; else the
 * visitor goes to sign in, and comes back to the form's `next`. A failure on the way to the database is said, too.
 */
export function userAction<Input extends object>({
  run,
  ...form
}: Omit<Form<Input>, 'run'> & { run: (actor: Actor, input: Input) => Promise<Refusal | 'signed-out'> }) {
  const refuse = (message: string): Refusal => ({ message: form.keep ? `${message} ${STILL_HERE}` : message });
  return formAction({
    ...form,
    run: async (input) => {
      try {
        const actor = await currentActor();
        const refusal = actor ? await run(actor, input) : 'signed-out';
        if (refusal !== 'signed-out') return refusal;
      } catch (error) {
        unstable_rethrow(error);
        await logError('form', error);
        return refuse(UNAVAILABLE);
      }
      if (form.keep) return refuse(SIGNED_OUT);
      redirect(withReturnTo('/auth/sign-in', 'next' in input ? input.next : undefined));
    },
  });
}
