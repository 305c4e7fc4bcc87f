import { z } from 'zod';
import { emailAddress, text, visibleName } from '@/lib/text/schema';
import { toVisibleLine } from '@/lib/text/visible';

/** The roles in an organization, from most to fewest rights. */
export const ROLES = ['owner', 'admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

/** An id that matches nothing. An invalid id gets the same error as an unknown one. */
const UNKNOWN_ID = '00000000-0000-0000-0000-000000000000';

/** The id of an organization in a URL. */
export const OrganizationId = z.guid().transform((id) => id.toLowerCase());
const id = OrganizationId.catch(UNKNOWN_ID);

const name = visibleName('Enter a name.');

const email = emailAddress('Enter an email address.');

const role = z.enum(ROLES, { error: 'Choose a role.' });

export const NewOrganization = z.object({ name });
export const OneOrganization = z.object({ organizationId: id });
export const OneInvitation = z.object({ invitationId: id });
export const Rename = z.object({ organizationId: id, name });
export const Invite = z.object({ organizationId: id, email, role });
export const CancelInvitation = z.object({ organizationId: id, invitationId: id });
export const ChangeRole = z.object({ organizationId: id, memberId: id, role });
export const RemoveMember = z.object({ organizationId: id, memberId: id });
/** The name, as the page shows it, confirms the deletion. */
export const DeleteOrganization = z.object({
  organizationId: id,
  name: text('Enter the name.').transform(toVisibleLine),
});
