'use client';

import { type ComponentProps, useId } from 'react';
import { useFormState } from './form';

/** A text field with its label, hint and error, each where a screen reader finds it. What was typed stays after an error. */
export function Field({
  label,
  name,
  hint,
  ...input
}: { label: string; name: string; hint?: string } & Omit<ComponentProps<'input'>, 'id' | 'name' | 'className'>) {
  const id = useId();
  const state = useFormState();
  const error = state.status === 'refused' ? state.errors[name] : undefined;
  const typed = state.status === 'refused' ? state.values[name] : undefined;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        name={name}
        defaultValue={typed}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className="min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted-foreground">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-destructive">
          {error}
        </p>
      )}
    </div>
  );
}
