import type { Metadata } from 'next';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { hasMagicLink } from '@/lib/auth/providers';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { ProviderButtons } from '../_components/provider-buttons';
import { redirectIfSignedIn } from '../redirect-if-signed-in';
import { signIn } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

const OTHER_METHODS = [
  { path: '/auth/forgot-password', label: 'Forgot your password?' },
  { path: '/auth/email-otp', label: 'Email me a code' },
  ...(hasMagicLink ? [{ path: '/auth/magic-link', label: 'Email me a link' }] : []),
];

export default async function SignInPage({ searchParams }: PageProps<'/auth/sign-in'>) {
  const { next, notice } = await searchParams;
  await redirectIfSignedIn({ next, notice });
  const footer = (
    <>
      New here?{' '}
      <a href={withReturnTo('/auth/sign-up', next)} className="link">
        Create an account
      </a>
    </>
  );
  return (
    <AuthCard title="Sign in" footer={footer}>
      <Form action={signIn}>
        <Field label="Email" name="email" type="email" autoComplete="email" required />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Signing in…">Sign in</SubmitButton>
      </Form>
      <ProviderButtons next={returnTo(next)} />
      <p className="mt-4 flex flex-wrap justify-between gap-x-4">
        {OTHER_METHODS.map(({ path, label }) => (
          <a key={path} href={withReturnTo(path, next)} className="link inline-flex min-h-11 items-center">
            {label}
          </a>
        ))}
      </p>
    </AuthCard>
  );
}
