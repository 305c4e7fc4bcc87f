import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">There is nothing here</h1>
      <p className="mt-4 text-muted-foreground">The address may be mistyped, or what was here is gone.</p>
      <Link href="/" className="button mt-8">
        Go to the start page
      </Link>
    </>
  );
}
