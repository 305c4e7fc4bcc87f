import { redirect } from 'next/navigation';
import { isSignedIn } from '@/lib/auth/session';
import { isFormReply } from '@/lib/http/form-reply';
import { returnTo } from '@/lib/http/return-to';
import { keepNotice } from '../_notices/redirect';

/**
 * Redirects a signed-in visitor of a sign-in page to `next`, with the notice of the page. It checks the database, not the
 * session cache, to avoid a redirect loop with a page that has just redirected here.
 */
export async function redirectIfSignedIn({ next, notice }: { next?: unknown; notice?: unknown }): Promise<void> {
  if (!(await isFormReply()) && (await isSignedIn())) redirect(keepNotice(returnTo(next), notice));
}
