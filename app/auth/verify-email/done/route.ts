import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { withNotice } from '@/app/_notices/redirect';
import { withReturnTo } from '@/lib/http/return-to';
import { finishVerification } from '../unverified-email';

/** The emailed link opens the auth server, which verifies the address and redirects here, or adds an error. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = searchParams.get('next');
  if (searchParams.has('error')) redirect(withNotice(withReturnTo('/auth/verify-email', next), 'link-expired'));
  redirect(await finishVerification(next));
}
