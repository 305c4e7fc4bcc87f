'use server';

import { AskForLink } from '@/lib/auth/input';
import { limitedAction } from '@/lib/auth/limited-action';
import { authRefusal } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { withNotice } from '@/lib/notice';
import { appUrl } from '@/lib/origin';
import { withReturnTo } from '@/lib/return-to';

/**
 * Says the same whether the address has an account or not: it gets one with the first link. The link leads to the auth server,
 * which sends the visitor back to this page; proxy.ts then has the session, and the page brings them on.
 */
export const sendMagicLink = limitedAction({
  limit: 'send',
  schema: AskForLink,
  keep: ['email'],
  run: async ({ email, next }) => {
    const page = withReturnTo('/auth/magic-link', next);
    const { data, error } = await auth.signIn.magicLink({
      email,
      callbackURL: await appUrl(withNotice(page, 'link-opened-elsewhere')),
      errorCallbackURL: await appUrl(withNotice(page, 'link-refused')),
    });
    if (!data) return authRefusal(error);
    return { notice: `A link is on its way to ${email}. Open it in this browser, within five minutes.` };
  },
});
