import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { RoleField } from '../../_components/role-field';
import { invite } from '../actions';
import type { OwnOrganization } from '../load-organization';
import { rolesToGive } from './roles-to-give';

/** Invites by email, whether there is an account with that address or not. */
export function InviteForm({ organization: { id, role } }: { organization: OwnOrganization }) {
  return (
    <Form action={invite}>
      <input type="hidden" name="organizationId" value={id} />
      <Field label="Email" name="email" type="email" autoComplete="off" required />
      <RoleField label="Role" roles={rolesToGive(role)} defaultValue="member" />
      <SubmitButton pending="Inviting…">Invite</SubmitButton>
    </Form>
  );
}
