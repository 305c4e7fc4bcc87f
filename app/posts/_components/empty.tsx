import type { ReactNode } from 'react';

/** The empty state of a list: a title, and what to do next. */
export function Empty({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-12 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mx-auto mt-2 max-w-prose text-balance text-muted-foreground">{children}</div>
    </section>
  );
}
