'use client';

import { createContext, type ReactNode, use, useActionState, useEffect, useRef } from 'react';
import type { FormState } from '@/lib/action';

const READY: FormState = { status: 'ready' };
const StateOfForm = createContext<FormState>(READY);

/** What the surrounding form has to say; for its fields. */
export function useFormState(): FormState {
  return use(StateOfForm);
}

/**
 * A form of a server action, with or without JavaScript: what is wrong is said by the action alone, beside the fields
 * inside it or above them, and takes the focus.
 */
export function Form({
  action,
  submit,
  pending,
  look = 'button w-full',
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** The button's words, and those while it works. */
  submit: string;
  pending: string;
  look?: string;
  children?: ReactNode;
}) {
  const [state, send, isPending] = useActionState(action, READY);
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (state.status !== 'refused') return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? alert.current;
    wrong?.focus();
  }, [state]);

  return (
    <form ref={form} action={send} noValidate className="flex flex-col gap-5">
      <StateOfForm value={state}>
        {state.status === 'refused' && state.message && (
          <p ref={alert} role="alert" tabIndex={-1} className="rounded-md bg-destructive/10 px-4 py-3 text-destructive">
            {state.message}
          </p>
        )}
        {children}
        <button type="submit" disabled={isPending} className={look}>
          {isPending ? pending : submit}
        </button>
      </StateOfForm>
    </form>
  );
}
