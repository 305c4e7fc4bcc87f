'use server';

import { redirect } from 'next/navigation';
import { formAction } from '@/lib/action';
import { SignInWithProvider } from '@/lib/auth/input';
import { authRefusal } from '@/lib/auth/messages';
import { providers } from '@/lib/auth/methods';
import { auth } from '@/lib/auth/server';
import { withNotice } from '@/lib/notice';
import { appUrl } from '@/lib/origin';
import { withReturnTo } from '@/lib/return-to';

/** To the provider, which brings the visitor back by way of the auth server and proxy.ts. */
export const signInWithProvider = formAction({
  schema: SignInWithProvider,
  run: async ({ provider, next }) => {
    if (!providers.some(({ id }) => id === provider)) return { message: 'There is no such way to sign in.' };
    const { data, error } = await auth.signIn.social({
      provider,
      callbackURL: await appUrl(withReturnTo('/auth/provider', next)),
      errorCallbackURL: await appUrl(withNotice(withReturnTo('/auth/sign-in', next), 'provider-refused')),
    });
    if (!data?.url) return authRefusal(error);
    redirect(data.url);
  },
});
