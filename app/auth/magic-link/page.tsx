import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Form } from '@/app/_components/form';
import { hasMagicLink } from '@/lib/auth/magic-link';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { AuthCard } from '../_components/auth-card';
import { LinkFields } from '../_components/link-fields';
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
        <LinkFields path={withReturnTo('/auth/magic-link', next)} />
        <input type="hidden" name="next" value={returnTo(next)} />
      </Form>
    </AuthCard>
  );
}
