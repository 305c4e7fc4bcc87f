'use client';

import { catchError } from 'next/error';
import { unstable_isUnrecognizedActionError } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  use,
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { FormState } from '@/lib/action';
import { cn } from '@/lib/class-names';

const READY: FormState = { status: 'ready' };
const WORDS = 'w-full rounded-md px-4 py-3';
const StateOfForm = createContext<FormState>(READY);

/** What the surrounding form has to say; for its fields. */
export function useFormState(): FormState {
  return use(StateOfForm);
}

interface FormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  className?: string;
  children: ReactNode;
}

/** A form on its way, and what it showed when it was sent. */
type Sent = { form: HTMLFormElement; state: FormState } | null;

/**
 * A form of a server action, with or without JavaScript: what is wrong is said by the action alone, beside the fields
 * inside it or above them, and takes the focus. When the server could not be reached, what was typed stays, too.
 */
export function Form(props: FormProps) {
  const [begin, setBegin] = useState(READY);
  const sent = useRef<Sent>(null);
  return (
    <UnlessUnreachable sent={sent} beginAnew={setBegin}>
      <FormOfAction {...props} begin={begin} sent={sent} />
    </UnlessUnreachable>
  );
}

function FormOfAction({
  action,
  className,
  children,
  begin,
  sent,
}: FormProps & { begin: FormState; sent: { current: Sent } }) {
  const [state, send] = useActionState(action, begin);
  const form = useRef<HTMLFormElement>(null);
  const words = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    sent.current = null;
    if (state.status !== 'refused') return;
    // A question that was answered must not stand before the answer.
    form.current?.querySelector<HTMLElement>(':popover-open')?.hidePopover();
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? words.current;
    wrong?.focus();
  }, [state, sent]);

  return (
    <form
      ref={form}
      action={send}
      onSubmit={(event) => {
        sent.current = { form: event.currentTarget, state };
      }}
      noValidate
      className={cn('flex flex-col gap-5', className)}
    >
      <StateOfForm value={state}>
        {state.status === 'refused' && state.message && (
          <p ref={words} role="alert" tabIndex={-1} className={cn(WORDS, 'bg-destructive/10 text-destructive')}>
            {state.message}
          </p>
        )}
        {state.status === 'refused' && state.notice && (
          <p ref={words} role="status" tabIndex={-1} className={cn(WORDS, 'bg-accent text-accent-foreground')}>
            {state.notice}
          </p>
        )}
        {children}
      </StateOfForm>
    </form>
  );
}

/** An action that cannot be reached throws where its form is rendered: then the form begins anew with what was sent. */
const UnlessUnreachable = catchError(function BeginAnew(
  { sent, beginAnew }: { sent: { current: Sent }; beginAnew: (state: FormState) => void },
  { error, reset }: { error: unknown; reset: () => void },
) {
  if (!sent.current) throw error;
  useLayoutEffect(() => {
    if (sent.current) beginAnew(unreachable(sent.current, error));
    sent.current = null;
    reset();
  });
  return null;
});

function unreachable({ form, state }: NonNullable<Sent>, error: unknown): FormState {
  const secrets = new Set([...form.querySelectorAll<HTMLInputElement>('[type=password]')].map(({ name }) => name));
  const typed = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !secrets.has(name) && !name.startsWith('$ACTION') ? [[name, value]] : [],
  );
  const isWrittenIn =
    form.querySelector('input:not([type=hidden], [type=password], [type=checkbox]), textarea') !== null;
  const message = unstable_isUnrecognizedActionError(error)
    ? 'This page is older than the server. Keep a copy of what you typed, then reload it.'
    : 'We could not reach the server. Try again in a moment.';
  return {
    status: 'refused',
    message: isWrittenIn ? `${message} What you typed is still here.` : message,
    errors: {},
    values: { ...(state.status === 'refused' && state.values), ...Object.fromEntries(typed) },
  };
}
