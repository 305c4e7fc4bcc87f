import type { Metadata } from 'next';
import { NotFoundText } from './_components/not-found-text';

export const metadata: Metadata = { title: 'Page not found' };

/** Next.js sends this page's elements with every other page, so its text is a client component. */
export default function NotFoundPage() {
  return <NotFoundText />;
}
