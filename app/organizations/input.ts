import { z } from 'zod';
import { emailAddress, text } from '@/lib/input';

/** What somebody can be in an organization, from the one who may do most. */
export const ROLES = ['owner', 'admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

/** What fits on a page. */
const NAME_MAX = 100;
/** The id of nothing. What is no id leads to the same words as an id that nothing has. */
const NIL = '00000000-0000-0000-0000-000000000000';

/** The id of an organization as it stands in an address. */
export const OrganizationId = z.uuid().transform((id) => id.toLowerCase());
const id = OrganizationId.catch(NIL);

/** A name as a page shows it: a browser makes one space of several. */
export const asShown = (name: string) => name.replace(/\s+/g, ' ').trim();
const nameOr = (missing: string) => text(missing).transform(asShown);

const name = nameOr('Enter a name.').pipe(
  z
    .string()
    .min(1, { error: 'Enter a name.' })
    .max(NAME_MAX, { error: `Enter a name of at most ${NAME_MAX} characters.` }),
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
/** Its name is typed, so that nobody deletes an organization by mistake. */
export const DeleteOrganization = z.object({ organizationId: id, name: nameOr('Type the name.') });
