import { and, eq, inArray, notExists, sql } from 'drizzle-orm';
import { db } from './client';
import { sessions } from './neon-auth';
import { sessionBrowsers } from './schema';

/** Records the browser of a new session by its `User-Agent`, and forgets those of the user's sessions that no longer exist. */
export async function insertSessionBrowser(token: string, userAgent: string): Promise<void> {
  const session = db.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.token, token));
  const stillExists = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, sessionBrowsers.sessionId));
  await db.batch([
    db.delete(sessionBrowsers).where(and(inArray(sessionBrowsers.userId, session), notExists(stillExists))),
    db
      .insert(sessionBrowsers)
      .select((query) =>
        query
          .select({
            sessionId: sessions.id,
            userId: sessions.userId,
            userAgent: sql<string>`${userAgent}`.as('user_agent'),
          })
          .from(sessions)
          .where(eq(sessions.token, token)),
      )
      .onConflictDoNothing(),
  ]);
}

/** Returns the `User-Agent` of each of the user's sessions that has one recorded, by session id. */
export async function selectSessionBrowsers(userId: string): Promise<Map<string, string>> {
  const rows = await db.select().from(sessionBrowsers).where(eq(sessionBrowsers.userId, userId));
  return new Map(rows.map(({ sessionId, userAgent }) => [sessionId, userAgent]));
}

/** Forgets the browsers of a user who is about to be deleted. */
export async function deleteSessionBrowsers(userId: string): Promise<void> {
  await db.delete(sessionBrowsers).where(eq(sessionBrowsers.userId, userId));
}
