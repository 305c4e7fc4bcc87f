'use client';

import './globals.css';

/** The same words for when even the layout could not be made. */
export default function GlobalErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="mx-auto max-w-2xl px-5 pt-16">
        <title>Something went wrong · Neon Starter</title>
        <h1 className="text-3xl font-semibold tracking-tight">Something went wrong</h1>
        <p className="mt-4 text-muted-foreground">We could not load this page. Nothing of yours is lost.</p>
        <button type="button" onClick={() => retry()} className="button mt-8">
          Try again
        </button>
      </body>
    </html>
  );
}
