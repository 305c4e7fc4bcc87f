'use client';

import './globals.css';
import ErrorPage from './error';

/** The error page for an error in the root layout. */
export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="mx-auto block max-w-2xl px-5 pt-16">
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
