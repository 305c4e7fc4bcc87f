import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { deleteOrganization } from '../actions';
import type { OwnOrganization } from '../load-organization';

/** Its name is typed first, so that nobody deletes an organization by mistake. */
export function DeleteOrganization({ organization: { id } }: { organization: OwnOrganization }) {
  return (
    <>
      <p className="mb-5 text-muted-foreground">
        All its members and invitations go with it, and it cannot be brought back. Type its name to confirm.
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
