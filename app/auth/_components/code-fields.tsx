'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Field } from '@/app/_components/field';
import { useFormState } from '@/app/_components/form-state';
import { SubmitButton } from '@/app/_components/submit-button';

/** How long, in seconds, to wait before resending a code. */
const RESEND_DELAY = 30;

interface CodeFieldsProps {
  /** The address, if it is known. */
  email?: string | undefined;
  /** Whether a code has been sent to it. */
  isSent?: boolean | undefined;
  /** Whether it is the signed-in user's own address, which cannot be changed here. */
  isOwn?: boolean;
  submit: { label: string; pending: string };
  /** Alternatives to sending a code. */
  children?: ReactNode;
}

/** Asks for an email address, and for the code once it has been sent. */
export function CodeFields({ email, isSent, isOwn = false, submit, children }: CodeFieldsProps) {
  const state = useFormState();
  const sentTo = (state.status !== 'idle' && state.values.sentTo) || (isSent && email);
  if (!sentTo) {
    return (
      <>
        {email ? (
          <input type="hidden" name="email" value={email} />
        ) : (
          <Field label="Email" name="email" type="email" autoComplete="email" required />
        )}
        <SubmitButton name="step" value="address" pending="Sending…">
          Send code
        </SubmitButton>
        {children}
      </>
    );
  }
  return (
    <>
      <input type="hidden" name="email" value={sentTo} />
      <Field label="Code" name="code" inputMode="numeric" autoComplete="one-time-code" />
      <SubmitButton name="step" value="code" pending={submit.pending}>
        {submit.label}
      </SubmitButton>
      <ResendButton />
      {!isOwn && (
        <SubmitButton name="step" value="restart" pending="Going back…" className="button-quiet -mt-3">
          Use a different email
        </SubmitButton>
      )}
    </>
  );
}

/** Counts down after a code was sent. The rate limit is in the action; this only saves a wasted attempt. */
function ResendButton() {
  const state = useFormState();
  const [end, setEnd] = useState(0);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (state.status !== 'rejected') setEnd(Date.now() + RESEND_DELAY * 1_000);
  }, [state]);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((end - Date.now()) / 1_000)));
    count();
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [end]);
  return (
    <SubmitButton name="step" value="address" pending="Sending…" disabled={seconds > 0} className="button-quiet">
      {seconds > 0 ? `Resend code in ${seconds} s` : 'Resend code'}
    </SubmitButton>
  );
}
