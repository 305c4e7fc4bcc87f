'use client';

import { createAuthClient } from '@neondatabase/auth/next';

/** The SDK in the browser. It weighs about 100 KB: import it only where a server action cannot do the work, and late. */
export const authClient = createAuthClient();
