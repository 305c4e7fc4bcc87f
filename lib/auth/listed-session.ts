import { z } from 'zod';
import { deviceOf } from './device';

/** A session as a page lists it: without its token, which is nobody's business but the server's. */
export interface ListedSession {
  id: string;
  device: string;
  lastUsed: Date;
}

/** What the auth server says of a session, as far as it is listed. */
export const SessionAtServer = z.object({
  id: z.string(),
  userAgent: z.string().nullish(),
  updatedAt: z.coerce.date(),
});

export function toListed({ id, userAgent, updatedAt }: z.infer<typeof SessionAtServer>): ListedSession {
  return { id, device: deviceOf(userAgent), lastUsed: updatedAt };
}

/** The one that was used last comes first. */
export function byLastUse(a: ListedSession, b: ListedSession): number {
  return b.lastUsed.getTime() - a.lastUsed.getTime();
}
