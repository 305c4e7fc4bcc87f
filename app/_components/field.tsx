'use client';

import { type ComponentProps, useId } from 'react';
import { useFormStatus } from 'react-dom';
import { cn } from '@/lib/class-names';
import { useFormState } from './form';

type Input = Omit<ComponentProps<'input'>, 'id' | 'name' | 'className'>;
type TextArea = Omit<ComponentProps<'textarea'>, 'id' | 'name' | 'className'>;

/**
 * A text field with its label, hint and error, each where a screen reader finds it. What was typed stays after an error.
 * With `rows` it is for text of several lines.
 */
export function Field({
  label,
  name,
  hint,
  ...given
}: { label: string; name: string; hint?: string } & (Input | (TextArea & { rows: number }))) {
  const id = useId();
  const state = useFormState();
  // What is typed while the form is on its way would be lost when the answer comes.
  const { pending } = useFormStatus();
  const error = state.status === 'refused' ? state.errors[name] : undefined;
  const typed = state.status === 'refused' ? state.values[name] : undefined;
  // An error says what to do, and so takes the hint's place.
  const note = error ?? hint;
  const shared = {
    id,
    name,
    readOnly: pending,
    defaultValue: typed ?? given.defaultValue,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': note ? `${id}-note` : undefined,
    className: cn(
      'min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive',
      'rows' in given && 'field-sizing-content max-h-[60dvh] min-h-40 py-2 leading-relaxed',
    ),
  };

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {'rows' in given ? <textarea {...given} {...shared} /> : <input {...given} {...shared} />}
      {note && (
        <p id={`${id}-note`} className={cn('text-sm', error ? 'text-destructive' : 'text-muted-foreground')}>
          {note}
        </p>
      )}
    </div>
  );
}

/** A value that is sent along. After a refusal the action may have given another in its place. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  const state = useFormState();
  return <input type="hidden" name={name} value={(state.status === 'refused' && state.values[name]) || value} />;
}
