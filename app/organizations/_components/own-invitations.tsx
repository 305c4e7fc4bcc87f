import Link from 'next/link';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { acceptInvitation, declineInvitation } from '../actions';
import { ROLE_NAMES } from '../input';
import { listOwnInvitations } from '../organizations';

/** The invitations to the visitor's address, each to be accepted or declined. */
export async function OwnInvitations() {
  const invitations = await listOwnInvitations();
  if (!invitations) return <p className="text-muted-foreground">We could not ask who has invited you.</p>;
  if (invitations === 'unverified') {
    return (
      <p className="text-muted-foreground">
        Invitations to your email address are shown here as soon as it is{' '}
        <Link href="/auth/verify-email?next=/organizations" className="link">
          verified
        </Link>
        .
      </p>
    );
  }
  if (invitations.length === 0) return <p className="text-muted-foreground">No invitation is waiting for you.</p>;
  return (
    <ul className="divide-y divide-border">
      {invitations.map(({ id, organizationName, role }) => (
        <li
          key={id}
          aria-label={organizationName}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0"
        >
          <p className="min-w-0 grow basis-40 wrap-anywhere">
            {organizationName}
            <span className="text-muted-foreground"> · {ROLE_NAMES[role]}</span>
          </p>
          <div className="ml-auto flex flex-wrap justify-end gap-1">
            <Form action={acceptInvitation} className="items-end gap-1">
              <input type="hidden" name="invitationId" value={id} />
              <SubmitButton pending="Accepting…" className="button-outline">
                Accept
              </SubmitButton>
            </Form>
            <Form action={declineInvitation} className="items-end gap-1">
              <input type="hidden" name="invitationId" value={id} />
              <SubmitButton pending="Declining…" className="button-quiet -mr-3">
                Decline
              </SubmitButton>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  );
}
