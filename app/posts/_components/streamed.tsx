import { headers } from 'next/headers';
import { type ReactNode, Suspense } from 'react';

/**
 * Shows a skeleton until its children are ready: when the visitor comes from another page of the app. A page that is
 * loaded from its address waits for them, so that it is whole without JavaScript, and can still answer 404 or redirect.
 */
export async function Streamed({ skeleton, children }: { skeleton: ReactNode; children: ReactNode }) {
  const isNavigation = (await headers()).get('sec-fetch-dest') === 'empty';
  return isNavigation ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}
