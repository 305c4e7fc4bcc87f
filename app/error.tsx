'use client';

import { SITE_NAME } from '@/lib/site';

export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <title>{`Something went wrong · ${SITE_NAME}`}</title>
      <h1>Something went wrong</h1>
      <p className="mt-4 text-muted-foreground">We couldn't load this page. Your data is safe.</p>
      <button type="button" onClick={() => retry()} className="button mt-8">
        Try again
      </button>
    </>
  );
}
