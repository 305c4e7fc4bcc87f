'use client';

import { clsx } from 'clsx';
import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { Component, type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import type { FormState } from '@/lib/forms/action';
import { FormMessage, FormStateContext, IDLE } from './form-state';
import { FormUserField } from './form-user';

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

interface FormProps {
  action: FormAction;
  className?: string;
  /** Whether the children contain a `FormMessage`. If not, it is above them. */
  hasOwnMessage?: boolean;
  children: ReactNode;
}

/** The form that is being sent, the button that sends it, and the state it had. */
type Submission = { form: HTMLFormElement; submitter: HTMLElement | null; state: FormState } | null;

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
  hasOwnMessage = false,
  children,
  initialState,
  submission,
}: FormProps & { initialState: FormState; submission: { current: Submission } }) {
  const [state, send] = useActionState(action, initialState);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    submission.current = null;
    if (state.status === 'idle') return;
    const find = <T extends HTMLElement>(selector: string) => form.current?.querySelector<T>(selector);
    // An open dialog would cover the message.
    find<HTMLDialogElement>(':modal')?.close();
    find(':popover-open')?.hidePopover();
    (find('[aria-invalid=true]') ?? find('[data-focus]') ?? find('.form-message'))?.focus();
  }, [state, submission]);

  return (
    <form
      ref={form}
      action={send}
      onSubmit={(event) => {
        const { submitter = null } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : {};
        submission.current = { form: event.currentTarget, submitter, state };
      }}
      noValidate
      className={clsx('form', className)}
    >
      <FormUserField />
      <FormStateContext value={state}>
        {!hasOwnMessage && <FormMessage />}
        {children}
      </FormStateContext>
    </form>
  );
}

interface UnreachableBoundaryProps {
  submission: { current: Submission };
  onUnreachable: (state: FormState) => void;
  children: ReactNode;
}

/**
 * If the server is unreachable, the action throws while its form renders. Then this renders the form again, with its text.
 * The boundary of `next/error` would load Next.js's own error page, too.
 */
class UnreachableBoundary extends Component<UnreachableBoundaryProps, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    unstable_rethrow(error);
    return { error };
  }

  override componentDidUpdate() {
    const { submission, onUnreachable } = this.props;
    if (this.state.error === null || !submission.current) return;
    onUnreachable(unreachableState(submission.current, this.state.error));
    submission.current = null;
    this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    if (!this.props.submission.current) throw this.state.error;
    return null;
  }
}

function unreachableState({ form, submitter, state }: NonNullable<Submission>, error: unknown): FormState {
  const secrets = new Set([...form.querySelectorAll<HTMLInputElement>('[type=password]')].map(({ name }) => name));
  const fields = [...new FormData(form, submitter)].flatMap(([name, value]) =>
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
