'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Field } from '@/app/_components/field';
import { useFormState } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';

/** How long, in seconds, one waits before asking for another code: the first may be on its way yet. */
const WAIT = 30;

interface CodeFieldsProps {
  /** The address, where it is known already. */
  email?: string | undefined;
  /** Whether a code is on its way to it already. */
  isSent?: boolean | undefined;
  /** Whether it is the visitor's own, and no other can be meant. */
  isOwn?: boolean;
  /** What the code is for. */
  submit: { label: string; pending: string };
  /** Other ways, beside the one to send a code. */
  children?: ReactNode;
}

/** First the address; once a code was sent to it, the code. */
export function CodeFields({ email, isSent, isOwn = false, submit, children }: CodeFieldsProps) {
  const state = useFormState();
  const sentTo = (state.status === 'refused' && state.values.sentTo) || (isSent && email);
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
      <Field
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        hint={`From the email to ${sentTo}.`}
      />
      <SubmitButton name="step" value="code" pending={submit.pending}>
        {submit.label}
      </SubmitButton>
      <SendAgain />
      {!isOwn && (
        <SubmitButton name="step" value="begin" pending="Going back…" className="button-quiet -mt-3">
          Use another address
        </SubmitButton>
      )}
    </>
  );
}

/** Counts down from when a code was sent. A courtesy, which needs JavaScript; the limit is in the action. */
function SendAgain() {
  const state = useFormState();
  const [end, setEnd] = useState(0);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (state.status === 'ready' || state.notice) setEnd(Date.now() + WAIT * 1_000);
  }, [state]);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((end - Date.now()) / 1_000)));
    count();
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [end]);
  return (
    <SubmitButton name="step" value="address" pending="Sending…" disabled={seconds > 0} className="button-quiet">
      {seconds > 0 ? `Send a new code in ${seconds} s` : 'Send a new code'}
    </SubmitButton>
  );
}
