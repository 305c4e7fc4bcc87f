import type { ReactNode } from 'react';
import { SubmitButton } from './submit-button';

interface ConfirmationProps {
  /** Of the dialog, on this page. */
  id: string;
  /** What opens it. */
  button: ReactNode;
  className: string;
  question: string;
  /** Whose words are meant, where the question alone does not say. */
  about?: string;
  /** What will happen. */
  children: ReactNode;
  keep: string;
  confirm: string;
  pending: string;
}

/** A button of the surrounding form that asks before the form is sent, in a dialog that needs no JavaScript. */
export function Confirmation(props: ConfirmationProps) {
  const { id, button, className, question, about, children, keep, confirm, pending } = props;
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
            {keep}
          </button>
          <SubmitButton pending={pending} className="button bg-destructive text-background">
            {confirm}
          </SubmitButton>
        </div>
      </dialog>
    </>
  );
}
