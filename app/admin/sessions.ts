import { z } from 'zod';
import { completeList } from '@/lib/auth/complete-list';
import {
  byLastUse,
  type ListedSession,
  NeonAuthSession,
  recordedBrowsers,
  toListedSession,
} from '@/lib/auth/listed-session';
import { requestAuthServer } from '@/lib/auth/sdk/direct-request';
import { selectUserSessions } from '@/lib/auth/statements';

const Listed = z.object({ sessions: z.array(z.unknown()) });
const Sessions = z.array(NeonAuthSession.extend({ expiresAt: z.coerce.date() }));

/**
 * Lists a user's active sessions by last use; null if Neon Auth is unreachable or refuses. It does not use the SDK, whose
 * `admin.listUserSessions` sends GET where Neon Auth expects POST.
 */
export async function listSessions(userId: string): Promise<ListedSession[] | null> {
  const [sessions, browsers] = await Promise.all([fetchSessions(userId), recordedBrowsers(userId)]);
  const active = sessions?.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  return active?.map((session) => toListedSession(session, browsers)).toSorted(byLastUse) ?? null;
}

async function fetchSessions(userId: string): Promise<z.infer<typeof Sessions> | null> {
  const listed = Listed.safeParse(await requestAuthServer('admin/list-user-sessions', { userId })).data?.sessions;
  return Sessions.safeParse(await completeList(listed, (actor) => selectUserSessions(actor, userId))).data ?? null;
}
