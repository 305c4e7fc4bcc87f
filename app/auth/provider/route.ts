import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { withNotice } from '@/app/_notices/redirect';
import { isSignedIn } from '@/lib/auth/session';
import { returnTo, withReturnTo } from '@/lib/http/return-to';

/** The target of the redirect back from a provider, after `proxy.ts` has exchanged the verifier for a session, or failed to. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = searchParams.get('next');
  redirect(
    (await isSignedIn()) ? returnTo(next) : withNotice(withReturnTo('/auth/sign-in', next), 'sign-in-cancelled'),
  );
}
