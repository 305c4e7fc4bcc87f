'use client';

import { Field } from '@/app/_components/field';
import { useFormState } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';

/** First the address; once a code was sent to it, the code. */
export function CodeFields() {
  const state = useFormState();
  const sentTo = state.status === 'refused' ? state.values.sentTo : undefined;
  if (!sentTo) {
    return (
      <>
        <Field label="Email" name="email" type="email" autoComplete="email" required />
        <SubmitButton pending="Sending…">Send code</SubmitButton>
      </>
    );
  }
  return (
    <>
      <input type="hidden" name="email" value={sentTo} />
      <Field
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        hint={`From the email to ${sentTo}.`}
      />
      <SubmitButton name="step" value="code" pending="Signing in…">
        Sign in
      </SubmitButton>
      <SubmitButton name="step" value="address" pending="Sending…" className="button-quiet">
        Send a new code
      </SubmitButton>
    </>
  );
}
