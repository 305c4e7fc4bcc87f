'use server';

import { withNotice } from '@/app/_notices/redirect';
import { RequestLink } from '@/lib/auth/input';
import { EMAIL_LIMIT } from '@/lib/auth/rate-limits';
import { auth } from '@/lib/auth/server';
import { inform } from '@/lib/forms/action';
import { rejectAuthError } from '@/lib/forms/auth-errors';
import { limitedAction } from '@/lib/forms/limited-action';
import { appUrl } from '@/lib/http/origin';
import { withOpaqueReturnTo } from '@/lib/http/return-to';
import { rememberMethod } from '../last-used-method';

/**
 * Emails a sign-in link. The reply is the same whether the address has an account or not; Neon Auth creates one for a new
 * address. The link opens the auth server, which redirects to this page with a verifier. `proxy.ts` exchanges it for a
 * session, and the page redirects to `next`.
 */
export const sendMagicLink = limitedAction({
  limit: EMAIL_LIMIT,
  schema: RequestLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const page = withOpaqueReturnTo('/auth/magic-link', next);
    const { data, error } = await auth.signIn.magicLink({
      email,
      callbackURL: await appUrl(withNotice(page, 'link-opened-elsewhere')),
      errorCallbackURL: await appUrl(withNotice(page, 'link-expired')),
    });
    if (!data) return rejectAuthError(error);
    await rememberMethod('link');
    return inform(`Check your email. We sent a link to ${email}. Open it in this browser within five minutes.`);
  },
});
