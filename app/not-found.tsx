import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFoundPage() {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Page not found</h1>
      <p className="mt-4 text-muted-foreground">Check the address; the page may have moved or been deleted.</p>
      <Link href="/" className="button mt-8">
        Go home
      </Link>
    </>
  );
}
