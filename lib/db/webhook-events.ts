import { db } from './client';
import { webhookEvents } from './schema';

/**
 * Records an event of Neon Auth, which may come more than once. Work that an event sets off in this database belongs into the
 * same batch, so that both are done or neither.
 * @returns whether it came for the first time
 */
export async function recordEvent(event: { id: string; type: string; userId: string }): Promise<boolean> {
  const [recorded] = await db.batch([db.insert(webhookEvents).values(event).onConflictDoNothing().returning()]);
  return recorded.length > 0;
}
