import { z } from 'zod';
import { completeList } from '@/lib/auth/complete-list';
import {
  byLastUse,
  type ListedSession,
  NeonAuthSession,
  recordedBrowsers,
  toListedSession,
} from '@/lib/auth/listed-session';
import { errorCode } from '@/lib/auth/sdk/error-codes';
import { readAuth } from '@/lib/auth/sdk/read-auth';
import { currentToken } from '@/lib/auth/sdk/session-token';
import { auth } from '@/lib/auth/server';
import { currentUser } from '@/lib/auth/session';
import { selectSessions } from '@/lib/auth/statements';

interface OwnSession extends ListedSession {
  isCurrent: boolean;
}

const Sessions = z.array(NeonAuthSession.extend({ token: z.string() }));

/** How many sessions to end at the same time. */
const BATCH = 10;

/**
 * Lists the user's sessions: the current one first, then by last use. Returns 'not-fresh' if the user signed in more than a
 * day ago, when Neon Auth does not list sessions, and null if it is unreachable.
 */
export async function listSessions(): Promise<OwnSession[] | 'not-fresh' | null> {
  const [listed, token, browsers] = await Promise.all([fetchSessions(), currentToken(), ownBrowsers()]);
  if (!listed || listed === 'not-fresh') return listed;
  const own = listed.map((session) => ({
    ...toListedSession(session, browsers),
    isCurrent: session.token === token,
  }));
  return own.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || byLastUse(a, b));
}

/**
 * Ends the user's sessions that match, except the current one.
 * @returns whether all of them have ended
 */
export async function revokeSessions(matches: (session: { id: string }) => boolean): Promise<boolean> {
  const [sessions, current] = await Promise.all([fetchSessions(), currentToken()]);
  if (!sessions || sessions === 'not-fresh') return false;
  const others = sessions.filter((session) => matches(session) && session.token !== current);
  for (let start = 0; start < others.length; start += BATCH) {
    const batch = others.slice(start, start + BATCH);
    const results = await Promise.all(batch.map(({ token }) => auth.revokeSession({ token })));
    if (results.some(({ data }) => !data)) return false;
  }
  return true;
}

async function ownBrowsers(): Promise<Map<string, string>> {
  const user = await currentUser();
  return user ? recordedBrowsers(user.id) : new Map();
}

async function fetchSessions(): Promise<z.infer<typeof Sessions> | 'not-fresh' | null> {
  const { data, error } = await readAuth(() => auth.listSessions());
  if (error && errorCode(error) === 'session_not_fresh') return 'not-fresh';
  return Sessions.safeParse(await completeList(data, selectSessions)).data ?? null;
}
