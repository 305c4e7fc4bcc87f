'use server';

import { redirect } from 'next/navigation';
import { SignInWithProvider } from '@/lib/auth/input';
import { providers } from '@/lib/auth/providers';
import { auth } from '@/lib/auth/server';
import { formAction, reject } from '@/lib/forms/action';
import { rejectAuthError } from '@/lib/forms/auth-errors';
import { appUrl } from '@/lib/http/origin';
import { withOpaqueReturnTo } from '@/lib/http/return-to';
import { rememberMethod } from '../last-used-method';

/** Redirects to the provider, which redirects to the auth server, which redirects to `/auth/provider` with a verifier. */
export const signInWithProvider = formAction({
  schema: SignInWithProvider,
  run: async ({ provider, next }) => {
    if (!providers.some(({ id }) => id === provider)) return reject("That sign-in method isn't available.");
    const page = await appUrl(withOpaqueReturnTo('/auth/provider', next));
    const { data, error } = await auth.signIn.social({
      provider,
      callbackURL: page,
      errorCallbackURL: page,
    });
    if (!data?.url) return rejectAuthError(error);
    await rememberMethod(provider);
    redirect(data.url);
  },
});
