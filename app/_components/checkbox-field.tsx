'use client';

import { useFormState } from './form-state';

/** A checkbox of the surrounding form, which keeps its state after an error if the action keeps the field. */
export function CheckboxField({
  label,
  name,
  defaultChecked,
}: {
  label: string;
  name: string;
  defaultChecked: boolean;
}) {
  const state = useFormState();
  // Browsers send a checkbox only if it is checked.
  const isChecked = state.status === 'idle' ? defaultChecked : state.values[name] !== undefined;
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input
        // React resets the form after an action, to the state of the first render.
        key={String(isChecked)}
        type="checkbox"
        name={name}
        defaultChecked={isChecked}
        className="size-5 accent-primary"
      />
      {label}
    </label>
  );
}
