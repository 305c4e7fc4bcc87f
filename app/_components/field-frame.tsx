'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface FieldFrameProps {
  /** Of the control. */
  id: string;
  label: ReactNode;
  /** Hides the label visually where the context already names the control. */
  isLabelHidden?: boolean | undefined;
  /** Beside the label. */
  aside?: ReactNode;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** A control with its label, and its error or hint. Spread `controlProps()` on the control. */
export function FieldFrame({ id, label, isLabelHidden = false, aside, hint, error, children }: FieldFrameProps) {
  // An error says what to do, so it replaces the hint.
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <div className={clsx('flex items-baseline justify-between gap-4', isLabelHidden && 'sr-only')}>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
      {note && (
        <p id={`${id}-note`} className={clsx('text-sm', error ? 'text-destructive' : 'text-muted-foreground')}>
          {note}
        </p>
      )}
    </div>
  );
}

/** The attributes that connect a control with its frame, for screen readers and for styling. */
export function controlProps({ id, hint, error }: Pick<FieldFrameProps, 'id' | 'hint' | 'error'>) {
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': (error ?? hint) ? `${id}-note` : undefined,
    className: 'input',
  };
}
