'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction } from '@/lib/action';
import { auth } from '@/lib/auth/server';

/** Whoever could not be signed out must know: somebody else may use the machine next. */
export const signOut = formAction({
  schema: z.object({}),
  run: async () => {
    const { data } = await auth.signOut();
    redirect(data ? '/' : '/auth/sign-out');
  },
});
