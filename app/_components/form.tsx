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
import type { FormState } from '@/lib/forms/action';
import { cn } from '@/lib/utils';
import { FormUserField } from './form-user';

const IDLE: FormState = { status: 'idle' };
const FormStateContext = createContext<FormState>(IDLE);

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

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

interface FormProps {
  action: FormAction;
  className?: string;
  children: ReactNode;
}

/** The form that is being sent, and the state it had. */
type Submission = { form: HTMLFormElement; state: FormState } | null;

/**
 * A form for a server action, with or without JavaScript. The action alone validates it: errors appear beside the fields or
 * above them, and receive focus. If the server is unreachable, the form keeps its text.
 */
export function Form(props: FormProps) {
  const [initialState, setInitialState] = useState(IDLE);
  const submission = useRef<Submission>(null);
  return (
    <UnreachableBoundary submission={submission} onUnreachable={setInitialState}>
      <ActionForm {...props} initialState={initialState} submission={submission} />
    </UnreachableBoundary>
  );
}

function ActionForm({
  action,
  className,
  children,
  initialState,
  submission,
}: FormProps & { initialState: FormState; submission: { current: Submission } }) {
  const [state, send] = useActionState(action, initialState);
  const form = useRef<HTMLFormElement>(null);
  const message = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    submission.current = null;
    if (state.status === 'idle') return;
    // An open dialog would cover the message.
    form.current?.querySelector<HTMLElement>(':popover-open')?.hidePopover();
    const target = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? message.current;
    target?.focus();
  }, [state, submission]);

  return (
    <form
      ref={form}
      action={send}
      onSubmit={(event) => {
        submission.current = { form: event.currentTarget, state };
      }}
      noValidate
      className={cn('flex flex-col gap-5', className)}
    >
      <FormUserField />
      <FormStateContext value={state}>
        {state.status !== 'idle' && state.message && (
          <p
            ref={message}
            role={state.status === 'rejected' ? 'alert' : 'status'}
            tabIndex={-1}
            className={cn(
              'w-full rounded-md px-4 py-3',
              state.status === 'rejected' ? 'bg-destructive/10 text-destructive' : 'bg-accent text-accent-foreground',
            )}
          >
            {state.message}
          </p>
        )}
        {children}
      </FormStateContext>
    </form>
  );
}

/** If the server is unreachable, the action throws while its form renders. Then this renders the form again, with its text. */
const UnreachableBoundary = catchError(function RestartForm(
  { submission, onUnreachable }: { submission: { current: Submission }; onUnreachable: (state: FormState) => void },
  { error, reset }: { error: unknown; reset: () => void },
) {
  if (!submission.current) throw error;
  useLayoutEffect(() => {
    if (submission.current) onUnreachable(unreachableState(submission.current, error));
    submission.current = null;
    reset();
  });
  return null;
});

function unreachableState({ form, state }: NonNullable<Submission>, error: unknown): FormState {
  const secrets = new Set([...form.querySelectorAll<HTMLInputElement>('[type=password]')].map(({ name }) => name));
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !secrets.has(name) && !name.startsWith('$ACTION') ? [[name, value]] : [],
  );
  const hasText =
    form.querySelector('input:not([hidden], [type=hidden], [type=password], [type=checkbox]), textarea') !== null;
  const isOutdated = unstable_isUnrecognizedActionError(error);
  const message = isOutdated
    ? 'This page is out of date. Copy your text, then reload.'
    : "We couldn't reach the server. Try again in a moment.";
  return {
    status: 'rejected',
    message: hasText && !isOutdated ? `${message} Your text is still here.` : message,
    errors: {},
    values: { ...(state.status !== 'idle' && state.values), ...Object.fromEntries(fields) },
  };
}
