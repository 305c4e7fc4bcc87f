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
  // An error says what to do, and so takes the hint's place.
  const note = error ?? hint;

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        name={name}
        defaultValue={typed ?? input.defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className="min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive"
      />
      {note && (
        <p id={`${id}-note`} className={`text-sm ${error ? 'text-destructive' : 'text-muted-foreground'}`}>
          {note}
        </p>
      )}
    </div>
  );
}
