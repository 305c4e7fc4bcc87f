'use client';

import { useFormField } from '@/app/_components/form-state';

/** After a conflict, the saved text, to compare with the text in the form. */
export function LatestVersion() {
  const { value: saved } = useFormField('saved');
  if (saved === undefined) return null;
  return (
    <section aria-labelledby="latest-version" className="rounded-md border border-border p-4">
      <h2 id="latest-version" className="font-medium">
        Latest version
      </h2>
      <p dir="auto" className="mt-2 whitespace-pre-line wrap-anywhere">
        {saved}
      </p>
      <input type="hidden" name="saved" value={saved} />
      <p className="mt-3 text-sm text-muted-foreground">Saving replaces it with your text.</p>
    </section>
  );
}
