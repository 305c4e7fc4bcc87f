import { currentUser } from '../auth/session';
import { type Rejection, reject } from './action';

/**
 * Rejects a form that was rendered for another user. Someone may have signed in with another account in another tab, and the
 * form would change that account.
 * @param renderedFor the id of the user that the form was rendered for, or null
 */
export async function rejectOtherUser(renderedFor: string | null): Promise<Rejection | null> {
  const user = renderedFor && (await currentUser());
  return user && user.id !== renderedFor ? rejectAs(user.name) : null;
}

/** @param name of the user who is signed in now */
export function rejectAs(name: string): Rejection {
  return reject(
    `You're signed in as ${name}, but you opened this page with another account. Reload it, or sign in with that account and try again.`,
  );
}
