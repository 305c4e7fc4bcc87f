'use client';

import { catchError } from 'next/error';
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

/**
 * A form of a server action, with or without JavaScript: what is wrong is said by the action alone, beside the fields
 * inside it or above them, and takes the focus. When the server could not be reached, what was typed stays, too.
 */
export function Form(props: FormProps) {
  const [begin, setBegin] = useState(READY);
  const sent = useRef<HTMLFormElement>(null);
  const beginAnew = () => {
    if (sent.current) setBegin(unreachable(sent.current));
    sent.current = null;
  };
  return (
    <UnlessUnreachable wasSent={() => sent.current !== null} beginAnew={beginAnew}>
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
}: FormProps & { begin: FormState; sent: { current: HTMLFormElement | null } }) {
  const [state, send] = useActionState(action, begin);
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    sent.current = null;
    if (state.status !== 'refused') return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? alert.current;
    wrong?.focus();
  }, [state, sent]);

  return (
    <form
      ref={form}
      action={send}
      onSubmit={(event) => {
        sent.current = event.currentTarget;
      }}
      noValidate
      className={cn('flex flex-col gap-5', className)}
    >
      <StateOfForm value={state}>
        {state.status === 'refused' && state.message && (
          <p ref={alert} role="alert" tabIndex={-1} className="rounded-md bg-destructive/10 px-4 py-3 text-destructive">
            {state.message}
          </p>
        )}
        {children}
      </StateOfForm>
    </form>
  );
}

/** An action that cannot be reached throws where its form is rendered: then the form begins anew with what was sent. */
const UnlessUnreachable = catchError(function BeginAnew(
  { wasSent, beginAnew }: { wasSent: () => boolean; beginAnew: () => void },
  { error, reset }: { error: unknown; reset: () => void },
) {
  if (!wasSent()) throw error;
  useLayoutEffect(() => {
    beginAnew();
    reset();
  });
  return null;
});

function unreachable(form: HTMLFormElement): FormState {
  const secrets = new Set([...form.querySelectorAll<HTMLInputElement>('[type=password]')].map(({ name }) => name));
  const typed = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !secrets.has(name) && !name.startsWith('$ACTION') ? [[name, value]] : [],
  );
  return {
    status: 'refused',
    message: 'We could not reach the server. What you typed is still here: try again in a moment.',
    errors: {},
    values: Object.fromEntries(typed),
  };
}
