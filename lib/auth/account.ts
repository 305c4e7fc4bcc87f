import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import { deviceOf } from './device';
import { providerName } from './providers';
import { auth } from './server';
import { isCurrentSession } from './session';

/** A session of the visitor, without its token, which is nobody's business but the server's. */
export interface OwnSession {
  id: string;
  device: string;
  lastUsed: Date;
  isThis: boolean;
}

const Sessions = z.array(
  z.object({
    id: z.string(),
    token: z.string(),
    userAgent: z.string().nullish(),
    updatedAt: z.coerce.date(),
  }),
);
const Accounts = z.array(z.object({ providerId: z.string() }));

/** The visitor's sessions, this one first, then by their last use; null when the auth server could not be asked. */
export async function listSessions(): Promise<OwnSession[] | null> {
  const sessions = Sessions.safeParse(await ask(() => auth.listSessions())).data;
  if (!sessions) return null;
  const own = sessions.map(async (session) => ({
    id: session.id,
    device: deviceOf(session.userAgent),
    lastUsed: session.updatedAt,
    isThis: await isCurrentSession(session),
  }));
  return (await Promise.all(own)).toSorted(
    (a, b) => Number(b.isThis) - Number(a.isThis) || b.lastUsed.getTime() - a.lastUsed.getTime(),
  );
}

/** How the visitor can sign in, in words; null when the auth server could not be asked. */
export async function listSignInMethods(): Promise<string[] | null> {
  const accounts = Accounts.safeParse(await ask(() => auth.listAccounts())).data;
  return accounts
    ? accounts.map(({ providerId }) => (providerId === 'credential' ? 'Password' : providerName(providerId)))
    : null;
}

/**
 * Ends sessions of the visitor: those that `isMeant` names, never the one that asks.
 * @returns whether all of them have ended
 */
export async function revokeSessions(isMeant: (session: { id: string }) => boolean): Promise<boolean> {
  const sessions = Sessions.safeParse(await ask(() => auth.listSessions())).data;
  if (!sessions) return false;
  for (const session of sessions) {
    if (!isMeant(session) || (await isCurrentSession(session))) continue;
    const { error } = await auth.revokeSession({ token: session.token });
    if (error) return false;
  }
  return true;
}

/** The SDK throws where an answer sets cookies while a page is rendered. */
async function ask(question: () => Promise<{ data: unknown }>): Promise<unknown> {
  try {
    return (await question()).data;
  } catch (error) {
    unstable_rethrow(error);
    return null;
  }
}
