'use client';

import { type ReactNode, useState } from 'react';

/**
 * A plain form, which loads the next page as a whole: nothing of the user stays in the browser's memory. On every page, it
 * costs less than a server action.
 */
export function SignOutButton({ className = 'button', children }: { className?: string; children: ReactNode }) {
  const [isSending, setIsSending] = useState(false);
  return (
    <form
      action="/auth/sign-out/submit"
      method="post"
      encType="multipart/form-data"
      onSubmit={() => setIsSending(true)}
    >
      <button type="submit" disabled={isSending} className={className}>
        {isSending ? 'Signing out…' : children}
      </button>
    </form>
  );
}
