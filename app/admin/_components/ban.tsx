import { ActionButton } from '@/app/_components/action-button';
import { Confirmation } from '@/app/_components/confirmation';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { longDate } from '@/lib/text/dates';
import { banUser, unbanUser } from '../actions';
import { REASON_HINT } from '../input';
import type { ListedUser } from '../users';
import { FormWhen } from './form-when';

/** A user's ban with its reason and expiry, and the form to ban the user or to lift the ban. */
export function Ban({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  const ban = user?.ban;
  return (
    <>
      {isSelf && <p>You can't ban yourself.</p>}
      {ban && <BanDetails ban={ban} />}
      <FormWhen isUseful={!isSelf && !ban}>
        <Form action={banUser}>
          <input type="hidden" name="id" value={id} />
          <Field label="Reason" name="reason" rows={3} hint={REASON_HINT} required />
          <SelectField label="Duration" name="duration" defaultValue="permanent">
            <option value="permanent">Permanently</option>
            <option value="day">1 day</option>
            <option value="week">1 week</option>
            <option value="month">30 days</option>
          </SelectField>
          <Confirmation
            id="ban"
            button="Ban user"
            className="button bg-destructive text-background"
            question="Ban this user?"
            confirm="Ban and sign out"
            pending="Banning…"
          >
            They are signed out everywhere and can't sign in until the ban ends. You can lift it.
          </Confirmation>
        </Form>
      </FormWhen>
      <FormWhen isUseful={!isSelf && Boolean(ban)}>
        <ActionButton
          action={unbanUser}
          fields={{ id }}
          pending="Lifting…"
          className="button-outline"
          formClassName="mt-5 items-start"
        >
          Lift ban
        </ActionButton>
      </FormWhen>
    </>
  );
}

function BanDetails({ ban: { reason, until } }: { ban: NonNullable<ListedUser['ban']> }) {
  return (
    <>
      <p>{until ? `Banned until ${longDate(until)}.` : 'Banned permanently.'}</p>
      {reason && (
        <blockquote dir="auto" className="mt-3 border-l-2 border-border pl-3 whitespace-pre-line wrap-anywhere">
          {reason}
        </blockquote>
      )}
    </>
  );
}
