import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { deleteOrganization } from '../actions';
import type { OwnOrganization } from '../load-organization';

export function DeleteOrganization({ organization: { id } }: { organization: OwnOrganization }) {
  return (
    <>
      <p className="mb-5 text-muted-foreground">
        This permanently deletes the organization, its members and invitations. Enter its name to confirm.
      </p>
      <Form action={deleteOrganization}>
        <input type="hidden" name="organizationId" value={id} />
        <Field label="Name of the organization" name="name" autoComplete="off" required />
        <SubmitButton pending="Deleting…" className="button bg-destructive text-background">
          Delete organization
        </SubmitButton>
      </Form>
    </>
  );
}
