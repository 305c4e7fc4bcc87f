'use client';

import { createAuthClient } from '@neondatabase/auth/next';

/** Neon Auth in the browser. It weighs about 100 KB, so load it lazily, and only where a server action does not suffice. */
export const authClient = createAuthClient();
