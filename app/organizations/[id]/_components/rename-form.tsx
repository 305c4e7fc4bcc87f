import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { renameOrganization } from '../actions';
import type { OwnOrganization } from '../load-organization';

export function RenameForm({ organization: { id, name } }: { organization: OwnOrganization }) {
  return (
    <Form action={renameOrganization}>
      <input type="hidden" name="organizationId" value={id} />
      <Field label="Name" name="name" autoComplete="off" defaultValue={name} required />
      <SubmitButton pending="Saving…">Rename</SubmitButton>
    </Form>
  );
}
