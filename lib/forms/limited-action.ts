import { type RateLimitPolicy, secondsToWait } from '../auth/rate-limits';
import { currentUser, hasSessionEnded } from '../auth/session';
import { logError } from '../log';
import { type FormOptions, formAction, type Rejection, reject } from './action';
import { rejectAuthError, SIGNED_OUT } from './auth-errors';

/** `formAction` with a rate limit on the form's email address. Each valid form counts as one attempt. */
export function limitedAction<Input extends { email: string }>({
  limit,
  run,
  ...form
}: FormOptions<Input> & { limit: RateLimitPolicy }) {
  return formAction({
    ...form,
    run: async (input, renderedFor) => (await rejectTooMany(limit, input.email)) ?? run(input, renderedFor),
  });
}

/** Counts an attempt on the account with an email address. Returns a rejection if there were too many, or the attempt cannot be counted. */
export async function rejectTooMany(limit: RateLimitPolicy, email: string): Promise<Rejection | null> {
  try {
    const wait = await secondsToWait(limit, email);
    return wait === 0 ? null : reject(`Too many attempts. Wait ${minutes(wait)}, then try again.`);
  } catch (error) {
    await logError('rate limit', error);
    return rejectAuthError(null);
  }
}

/** The same for the signed-in user's own account. Rejects if there is none. */
export async function rejectTooManyByUser(limit: RateLimitPolicy): Promise<Rejection | null> {
  const user = await currentUser();
  if (user) return rejectTooMany(limit, user.email);
  return (await hasSessionEnded()) ? reject(SIGNED_OUT) : rejectAuthError(null);
}

function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60);
  return count <= 1 ? 'a minute' : `${count} minutes`;
}
