import { z } from 'zod';
import { completeList } from '@/lib/auth/complete-list';
import { byLastUse, type ListedSession, NeonAuthSession, toListedSession } from '@/lib/auth/listed-session';
import { requestAuthServer } from '@/lib/auth/sdk/direct-request';
import { selectUserSessions } from '@/lib/auth/statements';
import { selectSessionBrowsers } from '@/lib/db/session-browsers';
import { tryQuery } from '@/lib/db/try-query';

const Listed = z.object({ sessions: z.array(z.unknown()) });
const Sessions = z.array(NeonAuthSession.extend({ expiresAt: z.coerce.date() }));

/**
 * Lists a user's active sessions by last use; null if Neon Auth is unreachable or refuses. It does not use the SDK, whose
 * `admin.listUserSessions` sends GET where Neon Auth expects POST.
 */
export async function listSessions(userId: string): Promise<ListedSession[] | null> {
  const listed = Listed.safeParse(await requestAuthServer('admin/list-user-sessions', { userId })).data?.sessions;
  const all = Sessions.safeParse(await completeList(listed, (actor) => selectUserSessions(actor, userId))).data;
  const active = all?.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  const browsers = (await tryQuery(selectSessionBrowsers(userId))) ?? new Map();
  return active?.map((session) => toListedSession(session, browsers)).toSorted(byLastUse) ?? null;
}
