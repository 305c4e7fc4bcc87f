'use client';

import { Field } from '@/app/_components/field';
import { useFormState } from '@/app/_components/form-state';
import { SubmitButton } from '@/app/_components/submit-button';
import { ResendButton } from './resend-button';

/** Asks for an email address. Once a link has been sent, offers to resend it or to start again at `path`. */
export function LinkFields({ path, hint }: { path: string; hint?: string }) {
  const state = useFormState();
  if (state.status !== 'info') {
    return (
      <>
        <Field label="Email" name="email" type="email" autoComplete="email" hint={hint} required />
        <SubmitButton pending="Sending…">Send link</SubmitButton>
      </>
    );
  }
  return (
    <>
      <input type="hidden" name="email" value={state.values.email} />
      <ResendButton what="link" />
      <a href={path} className="button-quiet -mt-3">
        Use a different email
      </a>
    </>
  );
}
