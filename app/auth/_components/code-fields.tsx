'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_components/field';
import { useFormState } from '@/app/_components/form-state';
import { SubmitButton } from '@/app/_components/submit-button';
import { ResendButton } from './resend-button';

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
      <Field label="Code" name="code" inputMode="numeric" autoComplete="one-time-code" isCode />
      <SubmitButton name="step" value="code" pending={submit.pending}>
        {submit.label}
      </SubmitButton>
      <ResendButton what="code" />
      {!isOwn && (
        <SubmitButton name="step" value="restart" pending="Going back…" className="button-quiet -mt-3">
          Use a different email
        </SubmitButton>
      )}
    </>
  );
}
