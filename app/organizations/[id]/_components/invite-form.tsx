import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { invite } from '../actions';
import type { OwnOrganization } from '../load-organization';
import { RoleOptions } from './role-options';

/** Invites an email address, whether it has an account or not. */
export function InviteForm({ organization: { id, role } }: { organization: OwnOrganization }) {
  return (
    <Form action={invite}>
      <input type="hidden" name="organizationId" value={id} />
      <div className="flex flex-wrap items-start gap-3 sm:flex-nowrap">
        <div className="min-w-48 grow">
          <Field label="Email" name="email" type="email" autoComplete="off" required />
        </div>
        <SelectField label="Role" name="role" defaultValue="member">
          <RoleOptions assigner={role} />
        </SelectField>
        <SubmitButton pending="Inviting…" className="button mt-7.5 self-start">
          Invite
        </SubmitButton>
      </div>
    </Form>
  );
}
