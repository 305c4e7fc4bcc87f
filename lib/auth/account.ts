import { z } from 'zod';
import { byLastUse, type ListedSession, SessionAtServer, toListed } from './listed-session';
import { codeOf } from './messages';
import { providerName } from './methods';
import { hasRole } from './person';
import { auth } from './server';
import { answerTo, ask, currentToken } from './session';

interface OwnSession extends ListedSession {
  isThis: boolean;
}

const Sessions = z.array(SessionAtServer.extend({ token: z.string() }));
const Organizations = z.array(z.object({ id: z.string(), name: z.string() }));
const Members = z.object({ members: z.array(z.object({ userId: z.string(), role: z.string() })) });
const Accounts = z.array(z.object({ providerId: z.string() }));

/**
 * The visitor's sessions, this one first, then by their last use. 'not-fresh' for a visitor who signed in more than a day ago, to
 * whom the auth server does not tell of the others; null when it could not be asked.
 */
export async function listSessions(): Promise<OwnSession[] | 'not-fresh' | null> {
  const [sessions, token] = await Promise.all([askForSessions(), currentToken()]);
  if (!sessions || sessions === 'not-fresh') return sessions;
  const own = sessions.map((session) => ({
    ...toListed(session),
    isThis: session.token === token,
  }));
  return own.toSorted((a, b) => Number(b.isThis) - Number(a.isThis) || byLastUse(a, b));
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
  if (!sessions || sessions === 'not-fresh') return false;
  for (const session of sessions) {
    if (!isMeant(session) || session.token === current) continue;
    const { data } = await auth.revokeSession({ token: session.token });
    if (!data) return false;
  }
  return true;
}

/** The names of the organizations of which a user is the only owner; null when that could not be asked. */
export async function organizationsOwnedAlone(userId: string): Promise<string[] | null> {
  const { data, error } = await auth.organization.list();
  // Organizations can be switched off in Neon Auth.
  if (error?.status === 404) return [];
  const organizations = Organizations.safeParse(data).data;
  if (!organizations) return null;
  const owned = await Promise.all(
    organizations.map(async ({ id, name }) => {
      const answer = await auth.organization.listMembers({ query: { organizationId: id } });
      const owners = Members.safeParse(answer.data).data?.members.filter(({ role }) => hasRole(role, 'owner'));
      return owners && { name, isAlone: owners.length === 1 && owners[0]?.userId === userId };
    }),
  );
  if (!owned.every((one) => one !== undefined)) return null;
  return owned.flatMap(({ name, isAlone }) => (isAlone ? [name] : []));
}

async function askForSessions(): Promise<z.infer<typeof Sessions> | 'not-fresh' | null> {
  const { data, error } = await answerTo(() => auth.listSessions());
  if (error && codeOf(error) === 'session_not_fresh') return 'not-fresh';
  return Sessions.safeParse(data).data ?? null;
}
