'use server';

import { redirect } from 'next/navigation';
import { formAction } from '@/lib/action';
import { SignIn } from '@/lib/auth/input';
import { authRefusal } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

export const signIn = formAction({
  schema: SignIn,
  keep: ['email'],
  run: async ({ email, password, next }) => {
    const { data, error } = await auth.signIn.email({ email, password });
    if (!data) return authRefusal(error);
    redirect(returnTo(next));
  },
});
