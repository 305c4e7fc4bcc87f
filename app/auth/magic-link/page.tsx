import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Field } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { hasMagicLink } from '@/lib/auth/providers';
import { returnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { PasswordInstead } from '../_components/password-instead';
import { redirectIfSignedIn } from '../redirect-if-signed-in';
import { sendMagicLink } from './actions';

export const metadata: Metadata = { title: 'Sign in with a link' };

export default async function MagicLinkPage({ searchParams }: PageProps<'/auth/magic-link'>) {
  if (!hasMagicLink) notFound();
  const { next } = await searchParams;
  // The notice of this page is for a link that did not sign in.
  await redirectIfSignedIn({ next });
  return (
    <AuthCard title="Sign in with a link" footer={<PasswordInstead next={next} />}>
      <Form action={sendMagicLink}>
        <Field label="Email" name="email" type="email" autoComplete="email" required />
        <input type="hidden" name="next" value={returnTo(next)} />
        <SubmitButton pending="Sending…">Send link</SubmitButton>
      </Form>
    </AuthCard>
  );
}
