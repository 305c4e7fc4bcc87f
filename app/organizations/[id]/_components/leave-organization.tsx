import { Confirmation } from '@/app/_components/confirmation';
import { Form } from '@/app/_components/form';
import { leaveOrganization } from '../actions';
import type { OwnOrganization } from '../load-organization';

/** The form to leave the organization, or why its only owner cannot. */
export function LeaveOrganization({ organization: { id, name, role, members } }: { organization: OwnOrganization }) {
  const isLastOwner = role === 'owner' && members?.filter((member) => member.role === 'owner').length === 1;
  if (isLastOwner) {
    return <p className="text-muted-foreground">You're the only owner. Make someone else an owner before you leave.</p>;
  }
  return (
    <Form action={leaveOrganization} className="items-start gap-0">
      <input type="hidden" name="organizationId" value={id} />
      <Confirmation
        id="leave"
        button="Leave organization"
        className="button-outline"
        question={
          <>
            Leave <bdi>{name}</bdi>?
          </>
        }
        confirm="Leave"
        pending="Leaving…"
      >
        You need a new invitation to rejoin.
      </Confirmation>
    </Form>
  );
}
