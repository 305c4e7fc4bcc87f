import { ActionButton } from '@/app/_components/action-button';
import { timeAgo } from '@/lib/text/dates';
import { revokeOtherSessions, revokeSession } from '../actions';
import { listSessions } from '../sessions';

/** The user's sessions, with a button to end each of the others. */
export async function Sessions() {
  const sessions = await listSessions();
  if (sessions === 'not-fresh') {
    return (
      <p className="text-muted-foreground">For your security, sign out and sign in again to see your other sessions.</p>
    );
  }
  if (!sessions) return <p className="text-muted-foreground">Couldn't load your sessions.</p>;
  const now = new Date();
  return (
    <>
      <ul className="divide-y divide-border">
        {sessions.map(({ id, device, lastUsed, isCurrent }) => (
          <li
            key={id}
            className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 py-1.5 first:min-h-11 first:items-start first:pt-0"
          >
            <span className="min-w-0 grow basis-40">
              {device}
              {!isCurrent && <span className="text-muted-foreground"> · last used {timeAgo(lastUsed, now)}</span>}
            </span>
            {isCurrent ? (
              <span className="badge-accent">This device</span>
            ) : (
              <ActionButton
                action={revokeSession}
                fields={{ id }}
                pending="Signing out…"
                className="button-quiet -mr-3"
                formClassName="items-end"
              >
                Sign out
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 2 && (
        <ActionButton
          action={revokeOtherSessions}
          pending="Signing out…"
          className="button-outline"
          formClassName="mt-4 items-start"
        >
          Sign out other sessions
        </ActionButton>
      )}
    </>
  );
}
