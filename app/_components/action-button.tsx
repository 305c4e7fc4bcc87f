import type { ReactNode } from 'react';
import { Form, type FormAction } from './form';
import { SubmitButton } from './submit-button';

interface ActionButtonProps {
  action: FormAction;
  /** Hidden fields, such as the id of the row. */
  fields?: Record<string, string>;
  /** The label while the action runs. */
  pending: string;
  /** Of the button. */
  className?: string;
  formClassName?: string;
  children: ReactNode;
}

/** A button that runs a server action: a form with hidden fields and nothing to type. */
export function ActionButton({ action, fields = {}, pending, className, formClassName, children }: ActionButtonProps) {
  return (
    <Form action={action} {...(formClassName && { className: formClassName })}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton pending={pending} {...(className && { className })}>
        {children}
      </SubmitButton>
    </Form>
  );
}
