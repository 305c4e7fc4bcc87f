import type { Metadata } from 'next';
import { AccountShell } from '@/app/_components/account-shell';
import { Section } from '@/app/_components/section';
import { Unavailable } from '@/app/_components/unavailable';
import { DeleteOrganization } from './_components/delete-organization';
import { Invitations } from './_components/invitations';
import { InviteForm } from './_components/invite-form';
import { LeaveOrganization } from './_components/leave-organization';
import { Members } from './_components/members';
import { RenameForm } from './_components/rename-form';
import { loadOrganization } from './load-organization';

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: PageProps<'/organizations/[id]'>): Promise<Metadata> {
  const organization = await loadOrganization((await params).id);
  return { title: organization?.name ?? 'Organization' };
}

export default async function OrganizationPage({ params }: PageProps<'/organizations/[id]'>) {
  const { id } = await params;
  const organization = await loadOrganization(id);
  if (!organization) return <Unavailable path={`/organizations/${id}`} />;
  const isManager = organization.role !== 'member';
  return (
    <AccountShell title={organization.name}>
      <Section title="Members">
        <Members organization={organization} />
      </Section>
      {isManager && (
        <Section title="Invite a member">
          <InviteForm organization={organization} />
        </Section>
      )}
      {isManager && (
        <Section title="Pending invitations">
          <Invitations organization={organization} />
        </Section>
      )}
      {isManager && (
        <Section title="Rename">
          <RenameForm organization={organization} />
        </Section>
      )}
      <Section title="Leave">
        <LeaveOrganization organization={organization} />
      </Section>
      {organization.role === 'owner' && (
        <Section title="Delete organization" isDangerous>
          <DeleteOrganization organization={organization} />
        </Section>
      )}
    </AccountShell>
  );
}
