'use client';

import { useFormState } from '@/app/_components/form';

/** After a conflict: the text that is saved now, beside the one that was typed. Saving once more puts that in its place. */
export function SavedMeanwhile() {
  const state = useFormState();
  const saved = state.status === 'refused' ? state.values.saved : undefined;
  if (saved === undefined) return null;
  return (
    <section aria-labelledby="saved-meanwhile" className="rounded-md border border-border p-4">
      <h2 id="saved-meanwhile" className="font-medium">
        Saved now
      </h2>
      <p dir="auto" className="mt-2 whitespace-pre-line wrap-anywhere">
        {saved}
      </p>
      <input type="hidden" name="saved" value={saved} />
      <p className="mt-3 text-sm text-muted-foreground">“Save changes” puts your text below in its place.</p>
    </section>
  );
}
