import { z } from 'zod';
import { deviceOf } from './device';
import { providerName } from './methods';
import { auth } from './server';
import { ask, currentToken } from './session';

/** A session of the visitor, without its token, which is nobody's business but the server's. */
interface OwnSession {
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
  const [sessions, token] = await Promise.all([askForSessions(), currentToken()]);
  if (!sessions) return null;
  const own = sessions.map((session) => ({
    id: session.id,
    device: deviceOf(session.userAgent),
    lastUsed: session.updatedAt,
    isThis: session.token === token,
  }));
  return own.toSorted((a, b) => Number(b.isThis) - Number(a.isThis) || b.lastUsed.getTime() - a.lastUsed.getTime());
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
  const [sessions, current] = await Promise.all([askForSessions(), currentToken()]);
  if (!sessions) return false;
  for (const session of sessions) {
    if (!isMeant(session) || session.token === current) continue;
    const { error } = await auth.revokeSession({ token: session.token });
    if (error) return false;
  }
  return true;
}

async function askForSessions() {
  return Sessions.safeParse(await ask(() => auth.listSessions())).data;
}
