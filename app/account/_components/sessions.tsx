import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { listSessions } from '@/lib/auth/account';
import { timeAgo } from '@/lib/time';
import { revokeOtherSessions, revokeSession } from '../actions';

/** Where the visitor is signed in. */
export async function Sessions() {
  const sessions = await listSessions();
  if (sessions === 'not-fresh') {
    return (
      <p className="text-muted-foreground">
        You signed in more than a day ago. To see and end your other sessions, sign out and sign in again.
      </p>
    );
  }
  if (!sessions) return <p className="text-muted-foreground">We could not ask where you are signed in.</p>;
  const now = new Date();
  return (
    <>
      <ul className="divide-y divide-border">
        {sessions.map(({ id, device, lastUsed, isThis }) => (
          <li key={id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4">
            <span>
              {device}
              <span className="text-muted-foreground">
                {isThis ? ' · this device' : ` · last used ${timeAgo(lastUsed, now)}`}
              </span>
            </span>
            {!isThis && (
              <Form action={revokeSession}>
                <input type="hidden" name="id" value={id} />
                <SubmitButton pending="Signing out…" className="button-quiet -mr-3">
                  Sign out there
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 2 && (
        <Form action={revokeOtherSessions} className="mt-4 items-start">
          <SubmitButton pending="Signing out…" className="button-outline">
            Sign out everywhere else
          </SubmitButton>
        </Form>
      )}
    </>
  );
}
