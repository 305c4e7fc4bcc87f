import { auth } from '@/lib/auth/server';

/** Neon Auth for scripts in the browser, under the app's own origin. */
export const { GET, POST } = auth.handler();
