import { Confirmation } from '@/app/_components/confirmation';
import { Form } from '@/app/_components/form';
import { leaveOrganization } from '../actions';
import type { OwnOrganization } from '../load-organization';

/** Leaves the organization; its last owner is told why they cannot. */
export function LeaveOrganization({ organization: { id, name, role, members } }: { organization: OwnOrganization }) {
  const isLastOwner = role === 'owner' && members?.filter((member) => member.role === 'owner').length === 1;
  if (isLastOwner) {
    return (
      <p className="text-muted-foreground">
        You are its only owner: make somebody else an owner first, then you can leave.
      </p>
    );
  }
  return (
    <Form action={leaveOrganization} className="items-start gap-0">
      <input type="hidden" name="organizationId" value={id} />
      <Confirmation
        id="leave"
        button="Leave organization"
        className="button-outline"
        question={`Leave ${name}?`}
        keep="Stay"
        confirm="Leave"
        pending="Leaving…"
      >
        You can come back only by another invitation.
      </Confirmation>
    </Form>
  );
}
