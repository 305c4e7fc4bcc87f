import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { isSignedIn } from '@/lib/auth/session';
import { withNotice } from '@/lib/notice';
import { returnTo, withReturnTo } from '@/lib/return-to';

/** Where a visitor comes back from a provider, after proxy.ts has traded what they bring for a session; or could not. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = searchParams.get('next');
  redirect((await isSignedIn()) ? returnTo(next) : withNotice(withReturnTo('/auth/sign-in', next), 'provider-refused'));
}
