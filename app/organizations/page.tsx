import type { Metadata } from 'next';
import { formPageUser } from '@/lib/auth/session';
import { AccountShell } from '../_components/account-shell';
import { Field } from '../_components/field';
import { Form } from '../_components/form';
import { Section } from '../_components/section';
import { SubmitButton } from '../_components/submit-button';
import { OwnInvitations } from './_components/own-invitations';
import { OwnOrganizations } from './_components/own-organizations';
import { createOrganization } from './actions';
import { activeOrganizationId } from './active-organization';
import { listOrganizations } from './organizations';

export const metadata: Metadata = { title: 'Organizations' };
export const dynamic = 'force-dynamic';

const PATH = '/organizations';

export default async function OrganizationsPage() {
  await formPageUser(PATH);
  const organizations = await listOrganizations(PATH);
  return (
    <AccountShell title="Organizations">
      <Section title="Invitations">
        <OwnInvitations />
      </Section>
      <Section title="Your organizations">
        <OwnOrganizations organizations={organizations} activeId={await activeOrganizationId()} />
      </Section>
      <Section title="New organization">
        <Form action={createOrganization}>
          <Field label="Name" name="name" autoComplete="organization" required />
          <SubmitButton pending="Creating…">Create organization</SubmitButton>
        </Form>
      </Section>
    </AccountShell>
  );
}
