import Link from 'next/link';
import { currentUser } from '@/lib/auth/session';
import { SITE_NAME } from '@/lib/site';
import { signOut } from '../auth/sign-out/actions';
import { ActionButton } from './action-button';

export async function SiteHeader() {
  const user = await currentUser();
  return (
    <header className="border-b border-border">
      <nav aria-label="Main" className="mx-auto flex max-w-2xl items-center gap-x-1 px-5 py-2">
        <Link
          href="/"
          className="mr-auto inline-flex min-h-11 min-w-11 items-center gap-2 font-semibold tracking-tight"
        >
          <span aria-hidden className="size-3 rounded-full bg-primary" />
          <span className="sr-only sm:not-sr-only">{SITE_NAME}</span>
        </Link>
        {user ? (
          <>
            <Link href="/posts" className="button-quiet">
              Posts
            </Link>
            <Link href="/account" title={user.email} className="button-quiet text-foreground">
              <bdi className="max-w-27 truncate sm:max-w-40">{user.name}</bdi>
            </Link>
            <ActionButton action={signOut} pending="Signing out…" className="button-quiet">
              Sign out
            </ActionButton>
          </>
        ) : (
          <>
            <Link href="/auth/sign-in" className="button-quiet">
              Sign in
            </Link>
            <Link href="/auth/sign-up" className="button">
              Create account
            </Link>
          </>
        )}
      </nav>
    </header>
  );
}
