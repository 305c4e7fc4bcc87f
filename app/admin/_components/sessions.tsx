import Link from 'next/link';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { timeAgo } from '@/lib/time';
import { revokeSessions } from '../actions';
import { listSessions } from '../sessions';
import type { ListedUser } from '../users';
import { Offered } from './offered';

/** Where a user is signed in, and the way to end it. One's own sessions are ended where one's account is. */
export async function Sessions({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  const sessions = user && (await listSessions(user.id));
  return (
    <>
      {sessions ? <List sessions={sessions} /> : <p className="text-muted-foreground">We could not ask.</p>}
      {isSelf && (
        <Link href="/account" className="link mt-4 inline-flex min-h-11 items-center">
          End them in your account
        </Link>
      )}
      <Offered when={!isSelf && sessions?.length !== 0}>
        <Form action={revokeSessions} className="mt-4 items-start">
          <input type="hidden" name="id" value={id} />
          <SubmitButton pending="Signing out…" className="button-outline">
            Sign out everywhere
          </SubmitButton>
        </Form>
      </Offered>
    </>
  );
}

function List({ sessions }: { sessions: NonNullable<Awaited<ReturnType<typeof listSessions>>> }) {
  if (sessions.length === 0) return <p className="text-muted-foreground">Nowhere.</p>;
  const now = new Date();
  return (
    <ul className="divide-y divide-border">
      {sessions.map(({ id, device, lastUsed }) => (
        <li key={id} className="py-3">
          {device}
          <span className="text-muted-foreground"> · last used {timeAgo(lastUsed, now)}</span>
        </li>
      ))}
    </ul>
  );
}
