'use client';

import { type ComponentProps, useId } from 'react';
import { cn } from '@/lib/class-names';
import { useFormState } from './form';

/** A choice of several, with its label, hint and error, each where a screen reader finds it. What was chosen stays after an error. */
export function SelectField({
  label,
  name,
  hint,
  isLabelHidden = false,
  ...given
}: {
  label: string;
  name: string;
  hint?: string;
  /** Where what stands around the field says what it is, the label is for screen readers alone. */
  isLabelHidden?: boolean;
} & Omit<ComponentProps<'select'>, 'id' | 'name' | 'className'>) {
  const id = useId();
  const state = useFormState();
  const error = state.status === 'refused' ? state.errors[name] : undefined;
  const chosen = state.status === 'refused' ? state.values[name] : undefined;
  // An error says what to do, and so takes the hint's place.
  const note = error ?? hint;

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={cn('font-medium', isLabelHidden && 'sr-only')}>
        {label}
      </label>
      <select
        {...given}
        // When an action has answered, its form is reset: a select that is there already would go back to its first option.
        key={chosen}
        id={id}
        name={name}
        defaultValue={chosen ?? given.defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className="min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive"
      />
      {note && (
        <p id={`${id}-note`} className={cn('text-sm', error ? 'text-destructive' : 'text-muted-foreground')}>
          {note}
        </p>
      )}
    </div>
  );
}
