'use client';

export function NotFoundText() {
  return (
    <>
      <h1>Page not found</h1>
      <p className="mt-4 text-muted-foreground">Check the address; the page may have moved or been deleted.</p>
      <a href="/" className="button mt-8">
        Go home
      </a>
    </>
  );
}
