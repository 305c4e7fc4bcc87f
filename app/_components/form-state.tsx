'use client';

import { clsx } from 'clsx';
import { createContext, use } from 'react';
import type { FormState } from '@/lib/forms/action';

export const IDLE: FormState = { status: 'idle' };
export const FormStateContext = createContext<FormState>(IDLE);

/** Returns the state of the surrounding form. */
export function useFormState(): FormState {
  return use(FormStateContext);
}

/** Returns the error of a field in the surrounding form, and its value if the form has been sent before. */
export function useFormField(name: string): { error: string | undefined; value: string | undefined } {
  const state = useFormState();
  return {
    error: state.status === 'rejected' ? state.errors[name] : undefined,
    value: state.status === 'idle' ? undefined : state.values[name],
  };
}

/** The message of the surrounding form. It receives focus. */
export function FormMessage() {
  const state = useFormState();
  if (state.status === 'idle' || !state.message) return null;
  const isRejected = state.status === 'rejected';
  return (
    <p
      role={isRejected ? 'alert' : 'status'}
      tabIndex={-1}
      className={clsx(
        'form-message w-full rounded-md px-4 py-3',
        isRejected ? 'bg-destructive/10 text-destructive' : 'bg-accent text-accent-foreground',
      )}
    >
      {state.message}
    </p>
  );
}
