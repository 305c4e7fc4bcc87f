'use client';

import { SITE_NAME } from '@/lib/site';
import { SignOutButton } from './sign-out-button';

/** The header's links: for a signed-in user, or for a visitor. */
export function SiteNavigation({ user }: { user: { name: string; email: string } | null }) {
  return (
    <header className="border-b border-border">
      <nav aria-label="Main" className="mx-auto flex max-w-2xl items-center gap-x-1 px-5 py-2">
        <a href="/" className="mr-auto inline-flex min-h-11 min-w-11 items-center gap-2 font-semibold tracking-tight">
          <span aria-hidden className="size-3 rounded-full bg-primary" />
          <span className="sr-only sm:not-sr-only">{SITE_NAME}</span>
        </a>
        {user ? (
          <>
            <a href="/posts" className="button-quiet">
              Posts
            </a>
            <a href="/account" title={user.email} className="button-quiet text-foreground">
              <bdi className="max-w-27 truncate sm:max-w-40">{user.name}</bdi>
            </a>
            <SignOutButton className="button-quiet">Sign out</SignOutButton>
          </>
        ) : (
          <>
            <a href="/auth/sign-in" className="button-quiet">
              Sign in
            </a>
            <a href="/auth/sign-up" className="button">
              Create account
            </a>
          </>
        )}
      </nav>
    </header>
  );
}
