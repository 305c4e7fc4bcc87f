import type { Metadata } from 'next';
import Link from 'next/link';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { AuthCard } from '../_components/auth-card';
import { forgotPassword } from './actions';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot your password?"
      footer={
        <>
          Or{' '}
          <Link href="/auth/sign-in" className="link">
            go back to sign in
          </Link>
          .
        </>
      }
    >
      <Form action={forgotPassword}>
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="email"
          hint="We send you a link to choose a new one."
          required
        />
        <SubmitButton pending="Sending…">Send link</SubmitButton>
      </Form>
    </AuthCard>
  );
}
