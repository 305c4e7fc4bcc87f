import { z } from 'zod';
import { byLastUse, type ListedSession, NeonAuthSession, toListedSession } from '@/lib/auth/listed-session';
import { requestAuthServer } from '@/lib/auth/sdk/direct-request';

const Sessions = z.object({ sessions: z.array(NeonAuthSession.extend({ expiresAt: z.coerce.date() })) });

/**
 * Lists a user's active sessions by last use; null if Neon Auth is unreachable or refuses. It does not use the SDK, whose
 * `admin.listUserSessions` sends GET where Neon Auth expects POST.
 */
export async function listSessions(userId: string): Promise<ListedSession[] | null> {
  const result = Sessions.safeParse(await requestAuthServer('admin/list-user-sessions', { userId })).data;
  const active = result?.sessions.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  return active?.map(toListedSession).toSorted(byLastUse) ?? null;
}
