import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignOutButton } from '@/app/_components/sign-out-button';
import { currentUser, isSignedIn } from '@/lib/auth/session';
import { HOME } from '@/lib/site';
import { AuthCard } from '../_components/auth-card';

export const metadata: Metadata = { title: 'Sign out' };

/** Shown when sign-out fails. */
export default async function SignOutPage() {
  if (!(await isSignedIn())) redirect('/');
  const user = await currentUser();
  const footer = (
    <a href={HOME} className="link">
      Stay signed in
    </a>
  );
  return (
    <AuthCard title="You're still signed in" footer={footer}>
      <p className="mb-6 text-muted-foreground">Signing out is temporarily unavailable. Try again in a moment.</p>
      <SignOutButton>
        <span>Sign out {user && <bdi>{user.name}</bdi>}</span>
      </SignOutButton>
    </AuthCard>
  );
}
