import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { timeAgo } from '@/lib/time';
import { ROLE_NAMES } from '../../input';
import { cancelInvitation } from '../actions';
import type { OwnOrganization } from '../load-organization';

/** Who is invited and has not answered yet. */
export function Invitations({ organization: { id: organizationId, invitations } }: { organization: OwnOrganization }) {
  if (!invitations) return <p className="text-muted-foreground">We could not ask who is invited.</p>;
  if (invitations.length === 0) return <p className="text-muted-foreground">Nobody is invited at the moment.</p>;
  const now = new Date();
  return (
    <ul className="divide-y divide-border">
      {invitations.map(({ id, email, role, createdAt }) => (
        <li key={id} aria-label={email} className="flex flex-wrap items-center justify-between gap-x-4 py-2 first:pt-0">
          <div className="min-w-0 grow basis-40">
            <p className="wrap-anywhere">{email}</p>
            <p className="text-sm text-muted-foreground">
              {ROLE_NAMES[role]} · invited {timeAgo(createdAt, now)}
            </p>
          </div>
          <Form action={cancelInvitation} className="items-end gap-0">
            <input type="hidden" name="organizationId" value={organizationId} />
            <input type="hidden" name="invitationId" value={id} />
            <SubmitButton pending="Cancelling…" className="button-quiet -mr-3">
              Cancel
            </SubmitButton>
          </Form>
        </li>
      ))}
    </ul>
  );
}
