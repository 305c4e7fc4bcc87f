import { headers } from 'next/headers';
import { type ReactNode, Suspense } from 'react';

/**
 * Shows a skeleton while its children load, but only during a client-side navigation. A full page load waits for them, so that
 * the page is complete without JavaScript and can still be a 404 or a redirect. So does the page after an action, whose form
 * shows its own progress.
 * @param path identifies the content: for another path the skeleton appears again
 */
export async function Streamed({
  path,
  skeleton,
  children,
}: {
  path: string;
  skeleton: ReactNode;
  children: ReactNode;
}) {
  const requestHeaders = await headers();
  // After an action redirects, Next.js requests the target with the action's headers, which include an origin.
  const isNavigation = requestHeaders.get('sec-fetch-dest') === 'empty' && !requestHeaders.has('origin');
  if (!isNavigation) return children;
  return (
    <Suspense key={path} fallback={skeleton}>
      {children}
    </Suspense>
  );
}
