import { headers } from 'next/headers';
import { type ReactNode, Suspense } from 'react';

/**
 * Shows a skeleton until its children are ready: when the visitor comes from another page of the app. A page that is
 * loaded from its address waits for them, so that it is whole without JavaScript, and can still answer 404 or redirect;
 * and so does one that follows an action, whose form says what it is doing.
 * @param path what is shown: at another one the skeleton comes again
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
  const given = await headers();
  // What an action leads to is asked for with the action's own headers, and only what is sent has an origin.
  const isNavigation = given.get('sec-fetch-dest') === 'empty' && !given.has('origin');
  if (!isNavigation) return children;
  return (
    <Suspense key={path} fallback={skeleton}>
      {children}
    </Suspense>
  );
}
