'use client';

import { APP_NAME } from '@/lib/app-name';

/** What a visitor sees when a page could not be made: words, and a way to try again. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <title>{`Something went wrong · ${APP_NAME}`}</title>
      <h1 className="text-3xl font-semibold tracking-tight">Something went wrong</h1>
      <p className="mt-4 text-muted-foreground">We could not load this page. Nothing of yours is lost.</p>
      <button type="button" onClick={() => retry()} className="button mt-8">
        Try again
      </button>
    </>
  );
}
