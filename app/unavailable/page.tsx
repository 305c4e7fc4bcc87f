import type { Metadata } from 'next';
import { isWakingUp } from '@/lib/http/cold-start';
import { retrySeconds, returnTo } from '@/lib/http/return-to';
import { UnavailableMessage } from '../_components/unavailable';

export function generateMetadata(): Metadata {
  return { title: isWakingUp() ? 'Waking up' : 'Something went wrong' };
}

/** The redirect target of a page whose data is unavailable. `proxy.ts` sets its status to 503, and a header that leads back. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  return <UnavailableMessage path={returnTo((await searchParams).next)} retrySeconds={retrySeconds()} />;
}
