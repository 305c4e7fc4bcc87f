import type { Metadata } from 'next';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { LastUsed } from '../_components/last-used';
import { OtherMethods } from '../_components/other-methods';
import { lastUsedMethod } from '../last-used-method';
import { redirectIfSignedIn } from '../redirect-if-signed-in';
import { signIn } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

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
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          aside={
            <a href={withReturnTo('/auth/forgot-password', next)} className="link -my-3 py-3 text-sm">
              Forgot?<span className="sr-only"> Reset your password</span>
            </a>
          }
          required
        />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Signing in…" className="button relative">
          Sign in
          {(await lastUsedMethod()) === 'password' && <LastUsed />}
        </SubmitButton>
      </Form>
      <OtherMethods next={returnTo(next)} hasEmail />
    </AuthCard>
  );
}
