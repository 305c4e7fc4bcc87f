import type { Metadata } from 'next';
import { returnTo } from '@/lib/http/return-to';
import { UnavailableMessage } from '../_components/unavailable';

export const metadata: Metadata = { title: 'Something went wrong' };

/** The redirect target of a page whose data is unavailable. `proxy.ts` sets its status to 503. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  return <UnavailableMessage path={returnTo((await searchParams).next)} />;
}
