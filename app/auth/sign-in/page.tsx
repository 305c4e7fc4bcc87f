import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { offersMagicLink } from '@/lib/auth/methods';
import { answersForm, isSignedIn } from '@/lib/auth/session';
import { returnTo, withReturnTo } from '@/lib/return-to';
import { AuthCard } from '../_components/auth-card';
import { ProviderButtons } from '../_components/provider-buttons';
import { signIn } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/auth/sign-in'>) {
  const { next } = await searchParams;
  if (!(await answersForm()) && (await isSignedIn())) redirect(returnTo(next));
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <Link href={withReturnTo('/auth/sign-up', next)} className="link">
            Create an account
          </Link>
        </>
      }
    >
      <Form action={signIn}>
        <Field label="Email" name="email" type="email" autoComplete="email" required />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Signing in…">Sign in</SubmitButton>
      </Form>
      <ProviderButtons next={returnTo(next)} />
      <p className="mt-4 flex flex-wrap justify-between gap-x-4">
        <Link href={withReturnTo('/auth/forgot-password', next)} className="link inline-flex min-h-11 items-center">
          Forgot your password?
        </Link>
        <Link href={withReturnTo('/auth/email-otp', next)} className="link inline-flex min-h-11 items-center">
          Email me a code
        </Link>
        {offersMagicLink && (
          <Link href={withReturnTo('/auth/magic-link', next)} className="link inline-flex min-h-11 items-center">
            Email me a link
          </Link>
        )}
      </p>
    </AuthCard>
  );
}
