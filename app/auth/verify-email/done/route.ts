import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { afterVerification } from '@/lib/auth/verification';
import { withNotice } from '@/lib/notice';
import { withReturnTo } from '@/lib/return-to';

/** Where the link in an email leads, by way of the auth server, which has verified the address or adds an error. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = searchParams.get('next');
  if (searchParams.has('error')) redirect(withNotice(withReturnTo('/auth/verify-email', next), 'link-refused'));
  redirect(await afterVerification(next));
}
