'use client';

import { authClient } from '@/lib/auth/client';

/** Loaded by `SignedOutWarning`, because it contains the SDK. */
export function SignedOutMessage() {
  const { data, isPending, error } = authClient.useSession();
  if (data || isPending || error) return null;
  return (
    <p role="status" className="mt-6 rounded-md bg-destructive/10 px-4 py-3 text-destructive">
      You're signed out.{' '}
      <a href="/auth/sign-in" target="_blank" rel="noreferrer" className="underline underline-offset-4">
        Sign in in another tab
      </a>{' '}
      before you submit. Your text stays here.
    </p>
  );
}
