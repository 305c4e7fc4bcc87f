import { z } from 'zod';
import { emailAddress, text } from '@/lib/text/schema';

/** The roles in an organization, from most to fewest rights. */
export const ROLES = ['owner', 'admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

const MAX_NAME = 100;
/** An id that nothing has. An invalid id gets the same error as an unknown one. */
const NIL = '00000000-0000-0000-0000-000000000000';

/** The id of an organization in a URL. */
export const OrganizationId = z.guid().transform((id) => id.toLowerCase());
const id = OrganizationId.catch(NIL);

/** Collapses white space, as browsers do when they show a name. */
export const normalizeName = (name: string) => name.replace(/\s+/g, ' ').trim();
const nameField = (missing: string) => text(missing).transform(normalizeName);

const name = nameField('Enter a name.').pipe(
  z
    .string()
    .min(1, { error: 'Enter a name.' })
    .max(MAX_NAME, { error: `Use at most ${MAX_NAME} characters.` }),
);

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
/** The name confirms the deletion. */
export const DeleteOrganization = z.object({ organizationId: id, name: nameField('Enter the name.') });
