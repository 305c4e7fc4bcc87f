'use client';

import { useId } from 'react';
import { useFormField } from '@/app/_components/form-state';

/** The token that the surrounding form has created. It is shown once. */
export function Token() {
  const id = useId();
  const { value: token } = useFormField('token');
  if (!token) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        Token
      </label>
      <textarea
        id={id}
        readOnly
        rows={5}
        value={token}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        className="rounded-md border border-input bg-muted px-3 py-2 font-mono text-sm wrap-anywhere"
      />
    </div>
  );
}
