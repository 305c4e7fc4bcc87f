import { Confirmation } from '@/app/_components/confirmation';
import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { SubmitButton } from '@/app/_components/submit-button';
import type { Role } from '../../input';
import type { Member } from '../../organizations';
import { changeRole, removeMember } from '../actions';
import { RoleOptions } from './role-options';

interface MemberControlsProps {
  organizationId: string;
  member: Member;
  isSelf: boolean;
  /** The user's own role. */
  role: Role;
}

/** The forms to change a member's role and to remove them. Users remove themselves by leaving. */
export function MemberControls({ organizationId, member, isSelf, role }: MemberControlsProps) {
  const name = <bdi>{member.name}</bdi>;
  return (
    <div className="mt-2 flex flex-wrap items-start justify-between gap-x-4">
      <Form action={changeRole} className="flex-row flex-wrap gap-1">
        <input type="hidden" name="organizationId" value={organizationId} />
        <input type="hidden" name="memberId" value={member.id} />
        <SelectField label={<>Role of {name}</>} isLabelHidden name="role" defaultValue={member.role}>
          <RoleOptions assigner={role} />
        </SelectField>
        <SubmitButton pending="Changing…" className="button-quiet">
          Change role
        </SubmitButton>
      </Form>
      {!isSelf && (
        <Form action={removeMember} className="ml-auto items-end gap-0">
          <input type="hidden" name="organizationId" value={organizationId} />
          <input type="hidden" name="memberId" value={member.id} />
          <Confirmation
            id={`remove-${member.id}`}
            button="Remove"
            className="button-quiet -mr-3"
            question={<>Remove {name}?</>}
            confirm="Remove member"
            pending="Removing…"
          >
            They need a new invitation to rejoin.
          </Confirmation>
        </Form>
      )}
    </div>
  );
}
