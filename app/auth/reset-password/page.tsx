import type { Metadata } from 'next';
import { Form } from '@/app/_components/form';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { SubmitButton } from '@/app/_components/submit-button';
import { UsernameField } from '@/app/_components/username-field';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { toAddress } from '@/lib/text/visible';
import { AuthCard } from '../_components/auth-card';
import { resetPassword } from './actions';

export async function generateMetadata({ searchParams }: PageProps<'/auth/reset-password'>): Promise<Metadata> {
  const { token, error } = await searchParams;
  return {
    title: isUsable(token, error) ? 'Choose a new password' : 'This link has expired',
    // The URL contains the token, so other sites must not receive it.
    referrer: 'same-origin',
  };
}

function isUsable(token: unknown, error: unknown): token is string {
  return typeof token === 'string' && error === undefined;
}

/** The emailed link opens the auth server, which redirects here with a token or an error. */
export default async function ResetPasswordPage({ searchParams }: PageProps<'/auth/reset-password'>) {
  const { token, error, email, next } = await searchParams;
  const requestAgain = (
    <a href={withReturnTo('/auth/forgot-password', next)} className="link">
      Request a new link
    </a>
  );
  if (!isUsable(token, error)) {
    return (
      <AuthCard title="This link has expired" footer={requestAgain}>
        <p className="text-muted-foreground">Reset links work once and expire after an hour.</p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a new password" footer={requestAgain}>
      <Form action={resetPassword}>
        {typeof email === 'string' && <UsernameField email={toAddress(email)} />}
        <NewPasswordField label="Password" name="password" />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Saving…">Save password</SubmitButton>
      </Form>
    </AuthCard>
  );
}
