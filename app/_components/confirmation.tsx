import type { ReactNode } from 'react';
import { SubmitButton } from './submit-button';

interface ConfirmationProps {
  /** Unique on the page. */
  id: string;
  /** The label of the button that opens the dialog. */
  button: ReactNode;
  className: string;
  question: ReactNode;
  /** The user's own text that the question is about. */
  about?: string;
  /** The consequences. */
  children: ReactNode;
  confirm: string;
  pending: string;
}

/** A submit button of the surrounding form that asks for confirmation, in a dialog that works without JavaScript. */
export function Confirmation(props: ConfirmationProps) {
  const { id, button, className, question, about, children, confirm, pending } = props;
  return (
    <>
      <button type="button" popoverTarget={id} className={className}>
        {button}
      </button>
      <dialog
        id={id}
        popover="auto"
        aria-labelledby={`${id}-title`}
        className="m-auto w-[min(24rem,calc(100vw-2.5rem))] rounded-lg border border-border bg-popover p-6 text-popover-foreground backdrop:bg-black/40"
      >
        <h2 id={`${id}-title`} className="text-lg font-semibold wrap-anywhere">
          {question}
        </h2>
        {about && (
          <p dir="auto" className="mt-3 border-l-2 border-border pl-3 wrap-anywhere">
            {about}
          </p>
        )}
        <p className="mt-3 text-muted-foreground wrap-anywhere">{children}</p>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <button type="button" popoverTarget={id} popoverTargetAction="hide" className="button-quiet">
            Cancel
          </button>
          <SubmitButton pending={pending} className="button bg-destructive text-background">
            {confirm}
          </SubmitButton>
        </div>
      </dialog>
    </>
  );
}
