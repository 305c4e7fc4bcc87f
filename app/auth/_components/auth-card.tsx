import type { ReactNode } from 'react';

/** The layout of every sign-in page: a title, a form, and a link to a related page. */
export function AuthCard({ title, children, footer }: { title: string; children: ReactNode; footer: ReactNode }) {
  return (
    <div className="mx-auto max-w-sm">
      <h1 className="mb-8 text-2xl font-semibold tracking-tight">{title}</h1>
      {children}
      <p className="mt-8 text-muted-foreground">{footer}</p>
    </div>
  );
}
