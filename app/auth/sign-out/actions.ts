'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction } from '@/lib/action';
import { authRefusal } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';

export const signOut = formAction({
  schema: z.object({}),
  run: async () => {
    const { error } = await auth.signOut();
    if (error) return authRefusal(error);
    redirect('/');
  },
});
