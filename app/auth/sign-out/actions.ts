'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { auth } from '@/lib/auth/server';
import { formAction } from '@/lib/forms/action';

/** A failed sign-out must be visible: someone else may use the device next. */
export const signOut = formAction({
  schema: z.object({}),
  run: async () => {
    const { data } = await auth.signOut();
    redirect(data ? '/' : '/auth/sign-out');
  },
});
