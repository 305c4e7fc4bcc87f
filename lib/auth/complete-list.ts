import { type Actor, readNeonAuth } from '../db/as-user';
import { tryQuery } from '../db/try-query';
import { currentActor } from './session';

/** The length at which Neon Auth cuts its lists. */
const MAX_LISTED = 100;

/**
 * Returns a list that Neon Auth returned, or the rows of a statement if the list may have been cut.
 * Fault: Neon Auth cuts long lists, which have no order and no offset, so the rest cannot be fetched. Remove this and the
 * statements when they can be paged.
 * @param select reads the same list from the database
 * @returns null if the statement fails; logs why
 */
export async function completeList(
  list: unknown,
  select: (actor: Actor) => Parameters<typeof readNeonAuth>[0],
): Promise<unknown> {
  if (!Array.isArray(list) || list.length < MAX_LISTED) return list;
  const actor = await currentActor();
  return actor && tryQuery(readNeonAuth(select(actor)));
}
