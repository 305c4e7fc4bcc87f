import type { ReactNode } from 'react';
import { currentUser } from '@/lib/auth/session';
import { accountPages } from '@/lib/site';
import { NavLink } from './nav-link';

/** The layout of every account page: links to all of them, beside the content on wide screens, else above it. */
export async function AccountShell({ title, children }: { title: string; children: ReactNode }) {
  const pages = accountPages(await currentUser());
  return (
    <div data-wide className="gap-x-12 lg:grid lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="Account" className="account-pages">
        {pages.map((page) => (
          <NavLink key={page.path} {...page} />
        ))}
      </nav>
      <div>
        <h1 className="wrap-anywhere">
          <bdi>{title}</bdi>
        </h1>
        {children}
      </div>
    </div>
  );
}
