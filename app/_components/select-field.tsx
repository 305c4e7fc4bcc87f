'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { controlProps, FieldFrame } from './field-frame';
import { useFormField } from './form-state';

/** A select of the surrounding form, which keeps its selection after an error. */
export function SelectField({
  label,
  name,
  hint,
  isLabelHidden = false,
  ...control
}: {
  label: ReactNode;
  name: string;
  hint?: string;
  isLabelHidden?: boolean;
} & Omit<ComponentProps<'select'>, 'id' | 'name' | 'className'>) {
  const id = useId();
  const { error, value } = useFormField(name);
  return (
    <FieldFrame id={id} label={label} isLabelHidden={isLabelHidden} hint={hint} error={error}>
      <select
        {...control}
        {...controlProps({ id, hint, error })}
        // React resets the form after an action, which would select the first option again.
        key={value}
        name={name}
        defaultValue={value ?? control.defaultValue}
      />
    </FieldFrame>
  );
}
