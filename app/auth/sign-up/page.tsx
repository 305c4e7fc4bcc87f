import type { Metadata } from 'next';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { OtherMethods } from '../_components/other-methods';
import { redirectIfSignedIn } from '../redirect-if-signed-in';
import { signUp } from './actions';

export const metadata: Metadata = { title: 'Create account' };

export default async function SignUpPage({ searchParams }: PageProps<'/auth/sign-up'>) {
  const { next, notice } = await searchParams;
  await redirectIfSignedIn({ next, notice });
  const footer = (
    <>
      Already have an account?{' '}
      <a href={withReturnTo('/auth/sign-in', next)} className="link">
        Sign in
      </a>
    </>
  );
  return (
    <AuthCard title="Create your account" footer={footer}>
      <Form action={signUp}>
        <Field label="Name" name="name" autoComplete="name" required />
        <Field label="Email" name="email" type="email" autoComplete="email" required />
        <NewPasswordField label="Password" name="password" />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Creating account…">Create account</SubmitButton>
      </Form>
      <OtherMethods next={returnTo(next)} />
    </AuthCard>
  );
}
