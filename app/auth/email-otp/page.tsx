import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Form } from '@/app/_components/form';
import { answersForm, isSignedIn } from '@/lib/auth/session';
import { returnTo } from '@/lib/return-to';
import { AuthCard } from '../_components/auth-card';
import { CodeFields } from '../_components/code-fields';
import { PasswordInstead } from '../_components/password-instead';
import { signInByCode } from './actions';

export const metadata: Metadata = { title: 'Sign in with a code' };

export default async function SignInByCodePage({ searchParams }: PageProps<'/auth/email-otp'>) {
  const { next } = await searchParams;
  if (!(await answersForm()) && (await isSignedIn())) redirect(returnTo(next));
  return (
    <AuthCard title="Sign in with a code" footer={<PasswordInstead next={next} />}>
      <Form action={signInByCode}>
        <CodeFields submit={{ label: 'Sign in', pending: 'Signing in…' }} />
        <input type="hidden" name="next" value={returnTo(next)} />
      </Form>
    </AuthCard>
  );
}
