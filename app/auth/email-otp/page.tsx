import type { Metadata } from 'next';
import { Form } from '@/app/_components/form';
import { returnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { CodeFields } from '../_components/code-fields';
import { PasswordInstead } from '../_components/password-instead';
import { redirectIfSignedIn } from '../redirect-if-signed-in';
import { signInWithCode } from './actions';

export const metadata: Metadata = { title: 'Sign in with a code' };

export default async function SignInWithCodePage({ searchParams }: PageProps<'/auth/email-otp'>) {
  const { next, notice } = await searchParams;
  await redirectIfSignedIn({ next, notice });
  return (
    <AuthCard title="Sign in with a code" footer={<PasswordInstead next={next} />}>
      <Form action={signInWithCode}>
        <CodeFields submit={{ label: 'Sign in', pending: 'Signing in…' }} />
        <input type="hidden" name="next" value={returnTo(next)} />
      </Form>
    </AuthCard>
  );
}
