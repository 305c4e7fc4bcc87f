import type { Metadata } from 'next';
import { formPageUser } from '@/lib/auth/session';
import type { User } from '@/lib/auth/user';
import { isFormReply } from '@/lib/http/form-reply';
import { AccountShell } from '../_components/account-shell';
import { ActionButton } from '../_components/action-button';
import { Avatar } from '../_components/avatar';
import { CheckboxField } from '../_components/checkbox-field';
import { Field } from '../_components/field';
import { Form } from '../_components/form';
import { NewPasswordField } from '../_components/new-password-field';
import { Section } from '../_components/section';
import { SubmitButton } from '../_components/submit-button';
import { UsernameField } from '../_components/username-field';
import { Sessions } from './_components/sessions';
import { Token } from './_components/token';
import { changePassword, changeProfile, createToken, deleteAccount, requestPassword } from './actions';
import { listSignInMethods } from './sign-in-methods';

export const metadata: Metadata = { title: 'Account' };
export const dynamic = 'force-dynamic';

/** Without a user, this page is the reply to a form, and shows its errors. */
export default async function AccountPage() {
  const user = await formPageUser('/account');
  const methods = await listSignInMethods();
  return (
    <AccountShell title="Account">
      <Section title="Profile">
        <ProfileForm user={user} />
      </Section>
      <Section title="Email">{user && <Email user={user} />}</Section>
      {(methods || (await isFormReply())) && (
        <Section title="Password">
          {methods?.hasPassword === false ? <SetPassword /> : <PasswordForm user={user} />}
        </Section>
      )}
      <Section title="Sign-in methods">
        <p className="text-muted-foreground">{methods?.names.join(', ') ?? "Couldn't load your sign-in methods."}</p>
      </Section>
      <Section title="Sessions">
        <Sessions />
      </Section>
      <Section title="API">
        <p className="mb-5 text-muted-foreground">Use a token to read and write posts from your own scripts.</p>
        <Form action={createToken}>
          <Token />
          <SubmitButton pending="Creating…" className="button-outline">
            Create token
          </SubmitButton>
        </Form>
      </Section>
      <Section title="Delete account" isDangerous>
        <DeleteForm />
      </Section>
    </AccountShell>
  );
}

function ProfileForm({ user }: { user: User | null }) {
  return (
    <>
      <div className="mb-5">
        <Avatar name={user?.name ?? ''} image={user?.image ?? null} className="size-16 text-2xl" />
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
          hint="Link to an image (https). Leave empty to use your initial."
          defaultValue={user?.image ?? ''}
        />
        <SubmitButton pending="Saving…">Save profile</SubmitButton>
      </Form>
    </>
  );
}

function Email({ user: { email, isEmailVerified } }: { user: User }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 wrap-anywhere">
        <bdi>{email}</bdi>
        <span className={isEmailVerified ? 'badge-accent' : 'badge'}>
          {isEmailVerified ? 'Verified' : 'Unverified'}
        </span>
      </p>
      {!isEmailVerified && (
        <a href="/auth/verify-email?next=/account" className="button-outline mt-5">
          Verify email
        </a>
      )}
    </>
  );
}

function PasswordForm({ user }: { user: User | null }) {
  return (
    <Form action={changePassword}>
      {user && <UsernameField email={user.email} />}
      <Field label="Current password" name="currentPassword" type="password" autoComplete="current-password" required />
      <NewPasswordField label="New password" name="newPassword" />
      <CheckboxField label="Sign out other sessions" name="revokeOthers" defaultChecked />
      <SubmitButton pending="Saving…">Change password</SubmitButton>
    </Form>
  );
}

/** For a user who has only signed in without a password. */
function SetPassword() {
  return (
    <>
      <p className="mb-5 text-muted-foreground">You don't have a password yet. We'll email you a link to set one.</p>
      <ActionButton action={requestPassword} pending="Sending…" className="button-outline" formClassName="items-start">
        Set a password
      </ActionButton>
    </>
  );
}

function DeleteForm() {
  return (
    <>
      <p className="mb-5 text-muted-foreground">
        This permanently deletes your account and all your posts. Enter your email address to confirm.
      </p>
      <Form action={deleteAccount}>
        <Field label="Your email address" name="email" type="email" autoComplete="off" required />
        <SubmitButton pending="Deleting…" className="button bg-destructive text-background">
          Delete account
        </SubmitButton>
      </Form>
    </>
  );
}
