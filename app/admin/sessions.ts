import { cookies } from 'next/headers';
import { z } from 'zod';
import { SESSION_TOKEN, sessionCookie } from '@/lib/auth/cookies';
import { deviceOf } from '@/lib/auth/device';
import { env } from '@/lib/env';
import { appOrigin } from '@/lib/origin';

/** How long, in milliseconds, the auth server may take to name a user's sessions. */
const TIME_LIMIT = 3_000;

/** A session of a user, without its token, which is nobody's business but theirs. */
interface ListedSession {
  id: string;
  device: string;
  lastUsed: Date;
}

const Sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      userAgent: z.string().nullish(),
      updatedAt: z.coerce.date(),
      expiresAt: z.coerce.date(),
    }),
  ),
});

/** Where a user is signed in, by last use; null when the auth server could not be asked, or did not want to say. */
export async function listSessions(userId: string): Promise<ListedSession[] | null> {
  const answer = Sessions.safeParse(await askAuthServer(userId)).data;
  if (!answer) return null;
  return answer.sessions
    .filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
    .map(({ id, userAgent, updatedAt }) => ({ id, device: deviceOf(userAgent), lastUsed: updatedAt }))
    .toSorted((a, b) => b.lastUsed.getTime() - a.lastUsed.getTime());
}

/** The SDK's `admin.listUserSessions` asks by GET for what Better Auth has only by POST, and gets a 404. */
async function askAuthServer(userId: string): Promise<unknown> {
  const cookie = sessionCookie((await cookies()).get(SESSION_TOKEN)?.value);
  if (!cookie) return null;
  try {
    const response = await fetch(`${env.NEON_AUTH_BASE_URL}/admin/list-user-sessions`, {
      method: 'POST',
      body: JSON.stringify({ userId }),
      headers: {
        'Content-Type': 'application/json',
        Cookie: `${SESSION_TOKEN}=${encodeURIComponent(cookie)}`,
        Origin: await appOrigin(),
      },
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
