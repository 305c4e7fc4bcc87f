import type { Metadata } from 'next';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { forgotPassword } from './actions';

export const metadata: Metadata = { title: 'Forgot password' };

export default async function ForgotPasswordPage({ searchParams }: PageProps<'/auth/forgot-password'>) {
  const { next } = await searchParams;
  const footer = (
    <a href={withReturnTo('/auth/sign-in', next)} className="link">
      Back to sign in
    </a>
  );
  return (
    <AuthCard title="Forgot your password?" footer={footer}>
      <Form action={forgotPassword}>
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="email"
          hint="We'll email you a reset link."
          required
        />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Sending…">Send link</SubmitButton>
      </Form>
    </AuthCard>
  );
}
