import { ActionButton } from '@/app/_components/action-button';
import { acceptInvitation, declineInvitation } from '../actions';
import { ROLE_NAMES } from '../input';
import { listOwnInvitations } from '../organizations';

/** The pending invitations to the user's address. */
export async function OwnInvitations() {
  const invitations = await listOwnInvitations();
  if (!invitations) return <p className="text-muted-foreground">Couldn't load your invitations.</p>;
  if (invitations === 'unverified') {
    return (
      <p className="text-muted-foreground">
        <a href="/auth/verify-email?next=/organizations" className="link">
          Verify your email
        </a>{' '}
        to see invitations.
      </p>
    );
  }
  if (invitations.length === 0) return <p className="text-muted-foreground">No invitations.</p>;
  return (
    <ul className="divide-y divide-border">
      {invitations.map(({ id, organizationName, role }) => (
        <li
          key={id}
          aria-label={organizationName}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0"
        >
          <p className="min-w-0 grow basis-40 wrap-anywhere">
            <bdi>{organizationName}</bdi>
            <span className="text-muted-foreground"> · {ROLE_NAMES[role]}</span>
          </p>
          <div className="ml-auto flex flex-wrap justify-end gap-1">
            <ActionButton
              action={acceptInvitation}
              fields={{ invitationId: id }}
              pending="Accepting…"
              className="button-outline"
              formClassName="items-end gap-1"
            >
              Accept
            </ActionButton>
            <ActionButton
              action={declineInvitation}
              fields={{ invitationId: id }}
              pending="Declining…"
              className="button-quiet -mr-3"
              formClassName="items-end gap-1"
            >
              Decline
            </ActionButton>
          </div>
        </li>
      ))}
    </ul>
  );
}
