'use client';

import { useId } from 'react';
import { useFormState } from '@/app/_components/form';
import { cn } from '@/lib/class-names';

interface RoleFieldProps {
  label: string;
  /** Where what stands around the field says what it is, the label is for screen readers alone. */
  isLabelHidden?: boolean;
  roles: { role: string; name: string }[];
  defaultValue: string;
}

/** Where a role is chosen. What was chosen stays after an error, which stands beside it. */
export function RoleField({ label, isLabelHidden = false, roles, defaultValue }: RoleFieldProps) {
  const id = useId();
  const state = useFormState();
  const error = state.status === 'refused' ? state.errors.role : undefined;
  const chosen = (state.status === 'refused' && state.values.role) || defaultValue;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={cn('font-medium', isLabelHidden && 'sr-only')}>
        {label}
      </label>
      <select
        // React resets a form after its action to what each field began with: so the field begins anew.
        key={chosen}
        id={id}
        name="role"
        defaultValue={chosen}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-note` : undefined}
        className="min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive"
      >
        {roles.map(({ role, name }) => (
          <option key={role} value={role}>
            {name}
          </option>
        ))}
      </select>
      {error && (
        <p id={`${id}-note`} className="text-sm text-destructive">
          {error}
        </p>
      )}
    </div>
  );
}
