import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { setRole } from '../actions';
import type { ListedUser } from '../users';
import { FormWhen } from './form-when';

const HINT = 'Administrators can see and ban users, and change their roles.';

/** The form that changes a user's role. */
export function Role({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  return (
    <>
      {isSelf && <p>You're an administrator. Only another administrator can change your role.</p>}
      <FormWhen isUseful={!isSelf}>
        <Form action={setRole}>
          <input type="hidden" name="id" value={id} />
          <SelectField label="Role" name="role" hint={HINT} defaultValue={user?.isAdmin ? 'admin' : 'user'}>
            <option value="user">User</option>
            <option value="admin">Administrator</option>
          </SelectField>
          <SubmitButton pending="Saving…">Save role</SubmitButton>
        </Form>
      </FormWhen>
    </>
  );
}
