'use client';

import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';

/** The submit button of the surrounding form. While the form is sent, it is disabled and shows `pending`. */
export function SubmitButton({
  pending,
  children,
  className = 'button',
  disabled,
  ...button
}: { pending: string } & ComponentProps<'button'>) {
  const { pending: isSending, data } = useFormStatus();
  // A form may have several buttons with different values.
  const isSubmitter = isSending && (!button.name || data?.get(button.name) === button.value);
  return (
    <button
      {...button}
      type="submit"
      disabled={isSending || disabled}
      data-sending={isSubmitter || undefined}
      className={className}
    >
      {isSubmitter ? pending : children}
    </button>
  );
}
