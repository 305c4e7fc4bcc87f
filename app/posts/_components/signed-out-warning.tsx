'use client';

import dynamic from 'next/dynamic';

/**
 * Warns whoever writes when their session has ended meanwhile, in another tab or by somebody else: the browser asks when they
 * come back to this one. It is for comfort only, and the SDK weighs something: it comes after the form can be used, or not at all.
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
          You are signed out. Before you send this,{' '}
          <a href="/auth/sign-in" target="_blank" rel="noreferrer" className="underline underline-offset-4">
            sign in in another tab
          </a>
          . What you typed stays here.
        </p>
      );
    };
  },
  { ssr: false },
);
