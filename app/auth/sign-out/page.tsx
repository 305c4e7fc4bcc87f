import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { ActionButton } from '@/app/_components/action-button';
import { currentUser, isSignedIn } from '@/lib/auth/session';
import { AuthCard } from '../_components/auth-card';
import { signOut } from './actions';

export const metadata: Metadata = { title: 'Sign out' };

/** Shown when sign-out fails. */
export default async function SignOutPage() {
  if (!(await isSignedIn())) redirect('/');
  const user = await currentUser();
  const footer = (
    <Link href="/posts" className="link">
      Back to posts
    </Link>
  );
  return (
    <AuthCard title="You're still signed in" footer={footer}>
      <p className="mb-6 text-muted-foreground">Signing out is temporarily unavailable. Try again in a moment.</p>
      <ActionButton action={signOut} pending="Signing out…">
        Sign out {user && <bdi>{user.name}</bdi>}
      </ActionButton>
    </AuthCard>
  );
}
