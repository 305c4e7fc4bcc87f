import { ActionButton } from '@/app/_components/action-button';
import { timeAgo } from '@/lib/text/dates';
import { revokeSessions } from '../actions';
import { listSessions } from '../sessions';
import type { ListedUser } from '../users';
import { FormWhen } from './form-when';

/** A user's sessions, and a button to end them. Administrators end their own in their account. */
export async function Sessions({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  const sessions = user && (await listSessions(user.id));
  return (
    <>
      {sessions ? <List sessions={sessions} /> : <p className="text-muted-foreground">Couldn't load the sessions.</p>}
      {isSelf && (
        <a href="/account" className="link mt-4 inline-flex min-h-11 items-center">
          Manage your sessions in your account
        </a>
      )}
      <FormWhen isUseful={!isSelf && sessions?.length !== 0}>
        <ActionButton
          action={revokeSessions}
          fields={{ id }}
          pending="Signing out…"
          className="button-outline"
          formClassName="mt-4 items-start"
        >
          Sign out everywhere
        </ActionButton>
      </FormWhen>
    </>
  );
}

function List({ sessions }: { sessions: NonNullable<Awaited<ReturnType<typeof listSessions>>> }) {
  if (sessions.length === 0) return <p className="text-muted-foreground">No active sessions.</p>;
  const now = new Date();
  return (
    <ul className="divide-y divide-border">
      {sessions.map(({ id, device, lastUsed }) => (
        <li key={id} className="py-3 first:pt-0">
          {device}
          <span className="text-muted-foreground"> · last used {timeAgo(lastUsed, now)}</span>
        </li>
      ))}
    </ul>
  );
}
