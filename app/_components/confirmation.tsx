'use client';

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
  /** Of the button that confirms, if the form has several. */
  name?: string;
  value?: string;
}

/** A submit button of the surrounding form that asks for confirmation, in a dialog that works without JavaScript. */
export function Confirmation(props: ConfirmationProps) {
  const { id, button, className, question, about, children, confirm, ...submit } = props;
  // A modal dialog: the focus stays in it, and returns to its button. Browsers without `command` show it as a popover.
  const invoker = (command: 'show-modal' | 'close') => ({ popoverTarget: id, commandfor: id, command });
  return (
    <>
      <button type="button" {...invoker('show-modal')} className={className}>
        {button}
      </button>
      <dialog id={id} popover="auto" closedby="any" aria-labelledby={`${id}-title`} className="confirmation">
        <h2 id={`${id}-title`}>{question}</h2>
        {about && <blockquote dir="auto">{about}</blockquote>}
        <p>{children}</p>
        <div>
          <button type="button" {...invoker('close')} className="button-quiet">
            Cancel
          </button>
          <SubmitButton {...submit} className="button bg-destructive text-background">
            {confirm}
          </SubmitButton>
        </div>
      </dialog>
    </>
  );
}
