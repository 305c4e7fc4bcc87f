'use client';

import { type ReactNode, Suspense } from 'react';
import { Notice } from '../_notices/notice';
import type { Theme } from '../theme/themes';
import { FormUser } from './form-user';
import { SiteFooter } from './site-footer';
import { SiteHeader, type SiteUser } from './site-header';
import { SoftNavigation } from './soft-navigation';

/** What is around every page. A client component, so that the browser gets its elements once, and not again as data. */
export function SiteShell({ user, theme, children }: { user: SiteUser | null; theme: Theme; children: ReactNode }) {
  return (
    <>
      <a href="#content" className="skip-link">
        Skip to content
      </a>
      <SoftNavigation />
      <FormUser id={user?.id ?? ''}>
        <SiteHeader user={user} theme={theme} />
        {/* Next.js can't prerender useSearchParams() outside a boundary, not even for the not-found page of a build. */}
        <Suspense fallback={null}>
          <Notice />
        </Suspense>
        <main id="content">{children}</main>
        <SiteFooter theme={theme} />
      </FormUser>
    </>
  );
}
