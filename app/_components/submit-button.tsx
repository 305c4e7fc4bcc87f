'use client';

import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';

/** Sends the surrounding form, and says so while it is on its way. A form with several tells them apart by `name` and `value`. */
export function SubmitButton({
  pending,
  children,
  className = 'button',
  disabled,
  ...button
}: { pending: string } & ComponentProps<'button'>) {
  const { pending: isSending, data } = useFormStatus();
  const isMine = isSending && (!button.name || data?.get(button.name) === button.value);
  return (
    <button
      {...button}
      type="submit"
      disabled={isSending || disabled}
      data-sending={isMine || undefined}
      className={className}
    >
      {isMine ? pending : children}
    </button>
  );
}
