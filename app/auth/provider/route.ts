import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import type { NoticeName } from '@/app/_notices/notices';
import { withNotice } from '@/app/_notices/redirect';
import { isSignedIn } from '@/lib/auth/session';
import { returnTo, withReturnTo } from '@/lib/http/return-to';

/** What to tell a visitor for each error that Neon Auth adds to the URL. */
const NOTICES = new Map<string | null, NoticeName>([
  ['access_denied', 'sign-in-cancelled'],
  ['account_not_linked', 'email-has-account'],
  ['email_not_found', 'provider-without-email'],
  ['banned', 'account-suspended'],
  ['signup_disabled', 'sign-up-denied'],
  ['user_creation_is_not_allowed', 'sign-up-denied'],
]);

/**
 * The target of the redirect back from a provider, after `proxy.ts` has exchanged the verifier for a session, or with an
 * error. Its own redirect removes the error from the URL.
 */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = searchParams.get('next');
  const error = searchParams.get('error');
  if (error === null && (await isSignedIn())) redirect(returnTo(next));
  redirect(withNotice(withReturnTo('/auth/sign-in', next), NOTICES.get(error) ?? 'sign-in-failed'));
}
