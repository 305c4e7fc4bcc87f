import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

/** A part of an account page. On wide screens, its title is beside its content. */
export function Section({
  title,
  isDangerous = false,
  children,
}: {
  title: string;
  /** Marks a section whose action cannot be undone. */
  isDangerous?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={cn(
        'mt-10 gap-x-8 border-t border-border pt-8 lg:grid lg:grid-cols-[12rem_minmax(0,1fr)]',
        isDangerous
          ? 'rounded-lg border border-destructive/60 p-6'
          : 'first-of-type:mt-8 first-of-type:border-t-0 first-of-type:pt-0',
      )}
    >
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      <div className="section-content">{children}</div>
    </section>
  );
}
