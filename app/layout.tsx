import './globals.css';
import { GeistSans } from 'geist/font/sans';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { currentUser } from '@/lib/auth/session';
import { missingVariables } from '@/lib/env';
import { appOrigin } from '@/lib/http/origin';
import { SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';
import { FormUser } from './_components/form-user';
import { SharedLink } from './_components/shared-link';
import { SiteFooter } from './_components/site-footer';
import { SiteHeader } from './_components/site-header';
import { SoftNavigation } from './_components/soft-navigation';
import { UnfinishedSetup } from './_components/unfinished-setup';
import { Notice } from './_notices/notice';
import { currentTheme } from './theme/theme';

export const metadata: Metadata = {
  title: { default: SITE_NAME, template: `%s · ${SITE_NAME}` },
  description: SITE_DESCRIPTION,
  ...(missingVariables.length > 0 && { robots: { index: false } }),
};

/** The header reads the session, so every page is dynamic. */
export default async function RootLayout({ children }: LayoutProps<'/'>) {
  const [user, theme] = await Promise.all([currentUser(), currentTheme()]);
  if (missingVariables.length > 0) {
    return (
      <html lang="en" className={GeistSans.variable}>
        <body className="flex min-h-dvh flex-col">
          <UnfinishedSetup missing={missingVariables} />
        </body>
      </html>
    );
  }
  return (
    <html lang="en" className={GeistSans.variable} data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <SharedLink origin={await appOrigin()} />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="button sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20"
        >
          Skip to content
        </a>
        <SoftNavigation />
        <FormUser id={user?.id ?? ''}>
          <SiteHeader theme={theme} />
          {/* Next.js can't prerender useSearchParams() outside a boundary, not even for the not-found page of a build. */}
          <Suspense fallback={null}>
            <Notice />
          </Suspense>
          {/* Text has a comfortable measure. A page with more than one column uses the whole frame. */}
          <main id="content" className="frame max-w-2xl grow pt-10 pb-24 has-[>[data-wide]]:max-w-5xl sm:pt-14">
            {children}
          </main>
          <SiteFooter theme={theme} />
        </FormUser>
      </body>
    </html>
  );
}
