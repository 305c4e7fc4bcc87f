import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { currentUser, isSignedIn } from '@/lib/auth/session';
import { AuthCard } from '../_components/auth-card';
import { signOut } from './actions';

export const metadata: Metadata = { title: 'Sign out' };

/** Where signing out leads when it did not work. */
export default async function SignOutPage() {
  if (!(await isSignedIn())) redirect('/');
  const user = await currentUser();
  return (
    <AuthCard
      title="You are still signed in"
      footer={
        <>
          Or go back to the{' '}
          <Link href="/posts" className="link">
            posts
          </Link>
          .
        </>
      }
    >
      <p className="mb-6 text-muted-foreground">We could not reach the sign-in service. Try again in a moment.</p>
      <Form action={signOut}>
        <SubmitButton pending="Signing out…">{user ? `Sign out ${user.name}` : 'Sign out'}</SubmitButton>
      </Form>
    </AuthCard>
  );
}
