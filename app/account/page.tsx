import type { Metadata } from 'next';
import Link from 'next/link';
import { listSignInMethods } from '@/lib/auth/account';
import { offersMagicLink } from '@/lib/auth/methods';
import { answersForm, type User, visitorOf } from '@/lib/auth/session';
import { AccountHeader } from '../_components/account-header';
import { Avatar } from '../_components/avatar';
import { Field } from '../_components/field';
import { Form } from '../_components/form';
import { NewPasswordField } from '../_components/new-password-field';
import { Section } from '../_components/section';
import { SubmitButton } from '../_components/submit-button';
import { Unavailable } from '../_components/unavailable';
import { Sessions } from './_components/sessions';
import { Token } from './_components/token';
import { changePassword, changeProfile, createToken, deleteAccount } from './actions';

export const metadata: Metadata = { title: 'Account' };
export const dynamic = 'force-dynamic';

/** What everybody with an email address can sign in with. */
const BY_EMAIL = ['a code by email', ...(offersMagicLink ? ['a link by email'] : [])];

export default async function AccountPage() {
  const user = await visitorOf('/account');
  const isAnswer = await answersForm();
  if (!user && !isAnswer) return <Unavailable path="/account" />;
  const methods = await listSignInMethods();
  return (
    <>
      <AccountHeader title="Account" path="/account" />
      <Section title="Profile">
        <div className="mb-5">
          <Avatar name={user?.name ?? ''} image={user?.image ?? null} />
        </div>
        <Form action={changeProfile}>
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={user?.name === user?.email ? '' : user?.name}
            required
          />
          <Field
            label="Picture"
            name="image"
            type="url"
            autoComplete="photo"
            hint="Its address, like https://example.com/me.jpg. Nothing, and it is your initial."
            defaultValue={user?.image ?? ''}
          />
          <SubmitButton pending="Saving…">Save profile</SubmitButton>
        </Form>
      </Section>
      <Section title="Email">{user && <Email user={user} />}</Section>
      {(methods ? methods.includes('Password') : isAnswer) && (
        <Section title="Password">
          <Password />
        </Section>
      )}
      <Section title="Sign-in methods">
        <p className="text-muted-foreground">
          {methods ? [...methods, ...BY_EMAIL].join(', ') : 'We could not ask how you can sign in.'}
        </p>
      </Section>
      <Section title="Where you are signed in">
        <Sessions />
      </Section>
      <Section title="API">
        <p className="mb-5 text-muted-foreground">With a token, a script reads and writes posts in your name.</p>
        <Form action={createToken}>
          <Token />
          <SubmitButton pending="Creating…" className="button-outline">
            Create a token
          </SubmitButton>
        </Form>
      </Section>
      <Section title="Delete account">
        <p className="mb-5 text-muted-foreground">
          Your posts go with it, and neither can be brought back. Type your email address to confirm.
        </p>
        <Form action={deleteAccount}>
          <Field label="Your email address" name="email" type="email" autoComplete="off" required />
          <SubmitButton pending="Deleting…" className="button bg-destructive text-background">
            Delete account
          </SubmitButton>
        </Form>
      </Section>
    </>
  );
}

function Email({ user: { email, isEmailVerified } }: { user: User }) {
  if (isEmailVerified) return <p className="wrap-anywhere">{email} · verified</p>;
  return (
    <>
      <p className="mb-5 wrap-anywhere">{email} · not verified yet</p>
      <Link href="/auth/verify-email?next=/account" className="button-outline">
        Verify it
      </Link>
    </>
  );
}

function Password() {
  return (
    <Form action={changePassword}>
      <Field label="Current password" name="currentPassword" type="password" autoComplete="current-password" required />
      <NewPasswordField label="New password" name="newPassword" />
      <label className="flex min-h-11 items-center gap-3">
        <input type="checkbox" name="revokeOthers" defaultChecked className="size-5 accent-primary" />
        Sign out everywhere else
      </label>
      <SubmitButton pending="Saving…">Change password</SubmitButton>
    </Form>
  );
}
