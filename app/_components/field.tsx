'use client';

import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { useFormStatus } from 'react-dom';
import { controlProps, FieldFrame } from './field-frame';
import { useFormField } from './form-state';
import { PasswordInput } from './password-input';

type Input = Omit<ComponentProps<'input'>, 'id' | 'name' | 'className'>;
type TextArea = Omit<ComponentProps<'textarea'>, 'id' | 'name' | 'className'>;

interface FieldProps {
  label: string;
  name: string;
  hint?: string | undefined;
  /** Beside the label. */
  aside?: ReactNode;
  isLabelHidden?: boolean;
  /** Whether the field is for a code from an email: large, and focused when it appears. */
  isCode?: boolean;
}

/** A text field of the surrounding form, which keeps its text after an error. With `rows` it has several lines. */
export function Field({
  label,
  name,
  hint,
  aside,
  isLabelHidden,
  isCode = false,
  ...control
}: FieldProps & (Input | (TextArea & { rows: number }))) {
  const id = useId();
  const { error, value } = useFormField(name);
  // Text typed while the form is sent would be lost when the response arrives.
  const { pending } = useFormStatus();
  const { className, ...connected } = controlProps({ id, hint, error });
  const shared = { ...connected, name, readOnly: pending, defaultValue: value ?? control.defaultValue };
  return (
    <FieldFrame id={id} label={label} isLabelHidden={isLabelHidden} aside={aside} hint={hint} error={error}>
      {'rows' in control ? (
        <textarea
          {...control}
          {...shared}
          className={clsx(
            className,
            'field-sizing-content max-h-[60dvh] py-2 leading-relaxed',
            control.rows > 4 ? 'min-h-40' : 'min-h-24',
          )}
        />
      ) : control.type === 'password' ? (
        <PasswordInput {...control} {...shared} className={className} />
      ) : (
        <input
          {...control}
          {...shared}
          data-focus={isCode || undefined}
          className={clsx(className, isCode && 'h-14 text-center font-mono text-2xl tracking-[0.25em]')}
        />
      )}
    </FieldFrame>
  );
}

/** A hidden value. After a rejection the action may have replaced it. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={useFormField(name).value || value} />;
}
