import type { Metadata } from 'next';
import { returnTo } from '@/lib/return-to';
import { UnavailableWords } from '../_components/unavailable';

export const metadata: Metadata = { title: 'Something went wrong' };

/** Where a page leads whose data could not be read. proxy.ts gives it the status 503. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  return <UnavailableWords path={returnTo((await searchParams).next)} />;
}
