import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SelectField } from '@/app/_components/select-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { dateInFull } from '@/lib/time';
import { banUser, unbanUser } from '../actions';
import { REASON_HINT } from '../input';
import type { ListedUser } from '../users';
import { Offered } from './offered';

/** Whether a user is banned, why and until when; and the form that bans them, or lifts the ban. */
export function Ban({ id, user, isSelf }: { id: string; user: ListedUser | null; isSelf: boolean }) {
  const ban = user?.ban;
  return (
    <>
      {isSelf && <p>You cannot ban yourself.</p>}
      {ban && <BanInWords ban={ban} />}
      <Offered when={!isSelf && !ban}>
        <Form action={banUser}>
          <input type="hidden" name="id" value={id} />
          <Field label="Reason" name="reason" rows={3} hint={REASON_HINT} required />
          <SelectField label="For how long" name="duration" defaultValue="good">
            <option value="good">For good</option>
            <option value="day">A day</option>
            <option value="week">A week</option>
            <option value="month">A month (30 days)</option>
          </SelectField>
          <SubmitButton pending="Banning…" className="button bg-destructive text-background">
            Ban user
          </SubmitButton>
        </Form>
      </Offered>
      <Offered when={!isSelf && Boolean(ban)}>
        <Form action={unbanUser} className="mt-5 items-start">
          <input type="hidden" name="id" value={id} />
          <SubmitButton pending="Lifting…" className="button-outline">
            Lift the ban
          </SubmitButton>
        </Form>
      </Offered>
    </>
  );
}

function BanInWords({ ban: { reason, until } }: { ban: NonNullable<ListedUser['ban']> }) {
  return (
    <>
      <p>{until ? `Banned until ${dateInFull(until)}.` : 'Banned for good.'}</p>
      {reason && (
        <blockquote dir="auto" className="mt-3 border-l-2 border-border pl-3 whitespace-pre-line wrap-anywhere">
          {reason}
        </blockquote>
      )}
    </>
  );
}
