import { db } from './client';
import { webhookEvents } from './schema';

/**
 * Records a webhook event. Neon Auth may deliver an event more than once. Put database work that an event triggers into the
 * same batch, so that both happen or neither.
 * @returns whether this is the first delivery
 */
export async function recordEvent(event: { id: string; type: string; userId: string }): Promise<boolean> {
  const [recorded] = await db.batch([db.insert(webhookEvents).values(event).onConflictDoNothing().returning()]);
  return recorded.length > 0;
}
