import { z } from 'zod';
import { byLastUse, type ListedSession, SessionAtServer, toListed } from '@/lib/auth/listed-session';
import { askWithoutSdk } from '@/lib/auth/without-sdk';

const Sessions = z.object({ sessions: z.array(SessionAtServer.extend({ expiresAt: z.coerce.date() })) });

/**
 * Where a user is signed in, by last use; null when the auth server could not be asked, or did not want to say. The SDK's
 * `admin.listUserSessions` asks by GET for what Better Auth has only by POST, and gets a 404.
 */
export async function listSessions(userId: string): Promise<ListedSession[] | null> {
  const answer = Sessions.safeParse(await askWithoutSdk('admin/list-user-sessions', { userId })).data;
  const alive = answer?.sessions.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  return alive?.map(toListed).toSorted(byLastUse) ?? null;
}
