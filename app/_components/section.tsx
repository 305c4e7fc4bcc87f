import type { ReactNode } from 'react';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="mt-12 border-t border-border pt-8 first-of-type:mt-8 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
      <div className="mt-5 max-w-md">{children}</div>
    </section>
  );
}
