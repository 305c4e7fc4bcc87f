import type { Metadata } from 'next';
import { RETRY_SECONDS, returnTo } from '@/lib/http/return-to';
import { UnavailableMessage } from '../_components/unavailable';

export const metadata: Metadata = { title: 'Something went wrong' };

/** The redirect target of a page whose data is unavailable. `proxy.ts` sets its status to 503, and a header that leads back. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  return <UnavailableMessage path={returnTo((await searchParams).next)} retrySeconds={RETRY_SECONDS} />;
}
