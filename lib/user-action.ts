import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { formAction, type Refusal } from './action';
import { currentActor } from './auth/session';
import type { Actor } from './db/as-user';

const SIGNED_OUT: Refusal = {
  message: 'You are signed out. Sign in again in another tab, then send this once more: what you typed is still here.',
};
const UNAVAILABLE: Refusal = {
  message: 'We could not save this. What you typed is still here: try again in a moment.',
};

/**
 * `formAction` for what only a signed-in user may do: `run` gets on whose behalf it works, and returns
 * 'signed-out' when the database finds that their session has ended. A failure on the way to the database is said, too, and what was typed stays.
 */
export function userAction<Shape extends z.ZodRawShape>({
  run,
  ...form
}: {
  schema: z.ZodObject<Shape>;
  keep?: (keyof Shape & string)[];
  run: (actor: Actor, input: z.output<z.ZodObject<Shape>>) => Promise<Refusal | 'signed-out'>;
}) {
  return formAction({
    ...form,
    run: async (input) => {
      const actor = await currentActor();
      if (!actor) return SIGNED_OUT;
      try {
        const refusal = await run(actor, input);
        return refusal === 'signed-out' ? SIGNED_OUT : refusal;
      } catch (error) {
        unstable_rethrow(error);
        console.error(error);
        return UNAVAILABLE;
      }
    },
  });
}
