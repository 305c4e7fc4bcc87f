import { APP_NAME } from '@/lib/app-name';
import './globals.css';
import { GeistSans } from 'geist/font/sans';
import type { Metadata } from 'next';
import { appOrigin } from '@/lib/origin';
import { Notice } from './_components/notice';
import { SiteHeader } from './_components/site-header';

const DESCRIPTION = 'A Next.js starter on Neon Auth and Drizzle: sign up, write and browse posts.';

/** A shared link has the same card whatever it leads to: what people write is for those who are signed in. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: new URL(await appOrigin()),
    title: { default: APP_NAME, template: `%s · ${APP_NAME}` },
    description: DESCRIPTION,
    openGraph: { type: 'website', siteName: APP_NAME, title: APP_NAME, description: DESCRIPTION },
    twitter: { card: 'summary_large_image' },
  };
}

/** The header reads the session, so every page is rendered for its visitor and none is built ahead. */
export default function RootLayout({ children }: LayoutProps<'/'>) {
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="flex min-h-dvh flex-col">
        <a href="#content" className="button sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
          Skip to content
        </a>
        <SiteHeader />
        <Notice />
        <main id="content" className="mx-auto w-full max-w-2xl grow px-5 pt-10 pb-24 sm:pt-16">
          {children}
        </main>
      </body>
    </html>
  );
}
