import './globals.css';
import { GeistSans } from 'geist/font/sans';
import type { Metadata } from 'next';
import { currentUser } from '@/lib/auth/session';
import { missingVariables } from '@/lib/env';
import { appOrigin } from '@/lib/http/origin';
import { SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';
import { SharedLink } from './_components/shared-link';
import { SiteShell } from './_components/site-shell';
import { UnfinishedSetup } from './_components/unfinished-setup';
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
        <body>
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
      <body>
        <SiteShell user={user} theme={theme}>
          {children}
        </SiteShell>
      </body>
    </html>
  );
}
