import type { Metadata } from 'next';
import Link from 'next/link';
import { Form } from '@/app/_components/form';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { returnTo, withReturnTo } from '@/lib/return-to';
import { AuthCard } from '../_components/auth-card';
import { resetPassword } from './actions';

export const metadata: Metadata = {
  title: 'Choose a new password',
  // The address holds the token: no other site may learn it.
  referrer: 'same-origin',
};

/** Where the link in the email leads, by way of the auth server, which puts a token or an error into the address. */
export default async function ResetPasswordPage({ searchParams }: PageProps<'/auth/reset-password'>) {
  const { token, error, next } = await searchParams;
  const askAgain = (
    <Link href={withReturnTo('/auth/forgot-password', next)} className="link">
      Ask for a new link
    </Link>
  );
  if (typeof token !== 'string' || error !== undefined) {
    return (
      <AuthCard title="This link is no longer good" footer={askAgain}>
        <p className="text-muted-foreground">Links to choose a new password are good once, and for an hour.</p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a new password" footer={askAgain}>
      <Form action={resetPassword}>
        <NewPasswordField label="Password" name="password" />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Saving…">Save password</SubmitButton>
      </Form>
    </AuthCard>
  );
}
