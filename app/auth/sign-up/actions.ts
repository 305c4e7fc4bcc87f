'use server';

import { redirect } from 'next/navigation';
import { formAction } from '@/lib/action';
import { SignUp } from '@/lib/auth/input';
import { authRefusal } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { returnTo } from '@/lib/return-to';

export const signUp = formAction({
  schema: SignUp,
  keep: ['name', 'email'],
  run: async ({ name, email, password, next }) => {
    const { data, error } = await auth.signUp.email({ name, email, password });
    if (!data) return authRefusal(error);
    redirect(returnTo(next));
  },
});
