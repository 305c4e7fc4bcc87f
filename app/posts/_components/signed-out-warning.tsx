'use client';

import dynamic from 'next/dynamic';

/**
 * Warns a writer whose session has ended, for example in another tab; the browser checks when the tab gets the focus. The SDK
 * is large, so it loads after the form is usable, and its absence is not an error.
 */
export const SignedOutWarning = dynamic(
  async () => {
    const sdk = await import('@/lib/auth/client').catch(() => null);
    if (!sdk) return () => null;
    const { authClient } = sdk;
    return function Warning() {
      const { data, isPending, error } = authClient.useSession();
      if (data || isPending || error) return null;
      return (
        <p role="status" className="mt-6 rounded-md bg-destructive/10 px-4 py-3 text-destructive">
          You're signed out.{' '}
          <a href="/auth/sign-in" target="_blank" rel="noreferrer" className="underline underline-offset-4">
            Sign in in another tab
          </a>
          before you submit. Your text stays here.
        </p>
      );
    };
  },
  { ssr: false },
);
