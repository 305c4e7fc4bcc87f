import type { ReactNode } from 'react';
import { currentUser } from '@/lib/auth/session';
import { ACCOUNT_PAGES } from '@/lib/site';
import { NavLink } from './nav-link';

/** The layout of every account page: links to all of them, beside the content on wide screens, else above it. */
export async function AccountShell({ title, children }: { title: string; children: ReactNode }) {
  const user = await currentUser();
  const pages = ACCOUNT_PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin);
  return (
    <div data-wide className="gap-x-12 lg:grid lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="Account" className="account-pages">
        {pages.map(({ path, name }) => (
          <NavLink key={path} path={path} name={name} />
        ))}
      </nav>
      <div>
        <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{title}</bdi>
        </h1>
        {children}
      </div>
    </div>
  );
}
