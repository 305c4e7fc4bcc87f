import type { Metadata } from 'next';
import { Form } from '@/app/_components/form';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { LinkFields } from '../_components/link-fields';
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
        <LinkFields path={withReturnTo('/auth/forgot-password', next)} hint="We'll email you a reset link." />
        <input type="hidden" name="next" value={returnTo(next)} />
      </Form>
    </AuthCard>
  );
}
