'use client';

import { HEADER_PAGES, SITE_NAME } from '@/lib/site';
import type { Theme } from '../theme/themes';
import { AccountMenu, type MenuUser } from './account-menu';
import { NavLink } from './nav-link';

export interface SiteUser extends MenuUser {
  id: string;
}

/** The header's links: for a signed-in user, or for a visitor. */
export function SiteHeader({ user, theme }: { user: SiteUser | null; theme: Theme }) {
  return (
    <header className="site-header">
      <nav aria-label="Main" className="frame">
        <a href="/" className="wordmark">
          {SITE_NAME}
        </a>
        {user ? (
          <>
            <span>
              {HEADER_PAGES.map((page) => (
                <NavLink key={page.path} {...page} className="button-quiet" />
              ))}
            </span>
            <a href="/posts/new" className="button px-4">
              New post
            </a>
            <AccountMenu user={user} theme={theme} />
          </>
        ) : (
          <>
            <a href="/auth/sign-in" className="button-quiet ml-auto">
              Sign in
            </a>
            <a href="/auth/sign-up" className="button max-sm:hidden">
              Create account
            </a>
          </>
        )}
      </nav>
    </header>
  );
}
