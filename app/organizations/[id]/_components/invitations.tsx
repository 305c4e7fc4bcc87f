import { ActionButton } from '@/app/_components/action-button';
import { timeAgo } from '@/lib/text/dates';
import { ROLE_NAMES } from '../../input';
import { cancelInvitation } from '../actions';
import type { OwnOrganization } from '../load-organization';

/** The pending invitations of an organization. */
export function Invitations({ organization: { id: organizationId, invitations } }: { organization: OwnOrganization }) {
  if (!invitations) return <p className="text-muted-foreground">Couldn't load the invitations.</p>;
  if (invitations.length === 0) return <p className="text-muted-foreground">No pending invitations.</p>;
  const now = new Date();
  return (
    <ul className="divide-y divide-border">
      {invitations.map(({ id, email, role, createdAt }) => (
        <li key={id} aria-label={email} className="flex flex-wrap items-center justify-between gap-x-4 py-2 first:pt-0">
          <div className="min-w-0 grow basis-40">
            <p className="wrap-anywhere">
              <bdi>{email}</bdi>
            </p>
            <p className="text-sm text-muted-foreground">
              {ROLE_NAMES[role]} · invited {timeAgo(createdAt, now)}
            </p>
          </div>
          <ActionButton
            action={cancelInvitation}
            fields={{ organizationId, invitationId: id }}
            pending="Cancelling…"
            className="button-quiet -mr-3"
            formClassName="items-end gap-0"
          >
            Cancel
          </ActionButton>
        </li>
      ))}
    </ul>
  );
}
