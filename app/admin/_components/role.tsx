import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { setRole } from '../actions';
import type { ListedUser } from '../users';
import { Offered } from './offered';

const HINT = 'Administrators see every user, ban them, and choose who is an administrator.';

/** What a user may do, and the form that changes it. */
export function Role({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  return (
    <>
      {isSelf && <p>You are an administrator. Only another one can change that.</p>}
      <Offered when={!isSelf}>
        <Form action={setRole}>
          <input type="hidden" name="id" value={id} />
          <SelectField label="Role" name="role" hint={HINT} defaultValue={user?.isAdmin ? 'admin' : 'user'}>
            <option value="user">User</option>
            <option value="admin">Administrator</option>
          </SelectField>
          <SubmitButton pending="Saving…">Save role</SubmitButton>
        </Form>
      </Offered>
    </>
  );
}
