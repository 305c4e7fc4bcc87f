import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { answersForm, currentUser } from '@/lib/auth/session';
import { readUnverified } from '@/lib/auth/verification';
import { returnTo, withReturnTo } from '@/lib/return-to';
import { AuthCard } from '../_components/auth-card';
import { CodeFields } from '../_components/code-fields';
import { verifyEmail } from './actions';

export const metadata: Metadata = { title: 'Verify your email address' };

/** For somebody who is signed in, who has just signed up and must verify their address first, or who types it. */
export default async function VerifyEmailPage({ searchParams }: PageProps<'/auth/verify-email'>) {
  const { next } = await searchParams;
  const user = await currentUser();
  if (user?.isEmailVerified && !(await answersForm())) redirect(returnTo(next));
  const { email, isSent } = user ? { email: user.email, isSent: false } : ((await readUnverified()) ?? {});
  return (
    <AuthCard
      title="Verify your email address"
      footer={
        user ? (
          <Link href={returnTo(next)} className="link">
            Not now
          </Link>
        ) : (
          <>
            Nothing comes? You may have an account already:{' '}
            <Link href={withReturnTo('/auth/sign-in', next)} className="link">
              sign in
            </Link>
            .
          </>
        )
      }
    >
      {email && (
        <p className="mb-6 text-muted-foreground wrap-anywhere">
          {isSent
            ? `We sent an email to ${email}. Follow its link, or type its code.`
            : `We send an email to ${email}.`}
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
