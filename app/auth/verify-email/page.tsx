import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { keepNotice } from '@/app/_notices/redirect';
import { currentUser } from '@/lib/auth/session';
import { isFormReply } from '@/lib/http/form-reply';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { CodeFields } from '../_components/code-fields';
import { verifyEmail } from './actions';
import { readUnverifiedEmail } from './unverified-email';

export const metadata: Metadata = { title: 'Verify your email address' };

/** For a signed-in user, for a visitor who must verify after signing up, and for anyone who enters an address. */
export default async function VerifyEmailPage({ searchParams }: PageProps<'/auth/verify-email'>) {
  const { next, notice } = await searchParams;
  const user = await currentUser();
  if (user?.isEmailVerified && !(await isFormReply())) redirect(keepNotice(returnTo(next), notice));
  const { email, isSent } = user ? { email: user.email, isSent: false } : ((await readUnverifiedEmail()) ?? {});
  const footer = user ? (
    <a href={returnTo(next)} className="link">
      Not now
    </a>
  ) : (
    <>
      Didn't get it? You may already have an account.{' '}
      <a href={withReturnTo('/auth/sign-in', next)} className="link">
        Sign in
      </a>
    </>
  );
  return (
    <AuthCard title="Verify your email address" footer={footer}>
      {email && (
        <p className="mb-6 text-muted-foreground wrap-anywhere">
          {isSent ? 'We sent an email to ' : "We'll email a code to "}
          <bdi>{email}</bdi>
          {isSent ? '. Open the link or enter the code in it.' : '.'}
        </p>
      )}
      <Form action={verifyEmail}>
        <CodeFields
          email={email}
          isSent={isSent}
          isOwn={user !== null}
          submit={{ label: 'Verify', pending: 'Verifying…' }}
        >
          <SubmitButton name="step" value="link" pending="Sending…" className="button-quiet">
            Send a link instead
          </SubmitButton>
        </CodeFields>
        <input type="hidden" name="next" value={returnTo(next)} />
      </Form>
    </AuthCard>
  );
}
