'use server';

import type { NoticeName } from '@/app/_notices/notices';
import { redirectWithNotice } from '@/app/_notices/redirect';
import { EMAIL_LIMIT } from '@/lib/auth/rate-limits';
import { dropSessionCache } from '@/lib/auth/sdk/session-cache';
import { auth } from '@/lib/auth/server';
import { currentUser } from '@/lib/auth/session';
import { accountAction } from '@/lib/forms/account-action';
import { rejectFields } from '@/lib/forms/action';
import { rejectTooMany, rejectTooManyByUser } from '@/lib/forms/limited-action';
import { organizationErrorCode, rejectOrganizationError } from '../errors';
import {
  CancelInvitation,
  ChangeRole,
  DeleteOrganization,
  Invite,
  OneOrganization,
  RemoveMember,
  Rename,
} from '../input';
import { fetchOrganizations, listInvitations } from '../organizations';
import { INVITE_LIMIT } from '../rate-limits';
import { redirectNonMember, rejectOrRedirect } from '../reject';

const PATH = '/organizations';

export const invite = accountAction({
  schema: Invite,
  keep: ['email', 'role'],
  run: async ({ organizationId, email, role }) => {
    const user = await currentUser();
    if (email.toLowerCase() === user?.email.toLowerCase()) return rejectFields({ email: "You're already a member." });
    const rejection = (await rejectTooManyByUser(INVITE_LIMIT)) ?? (await rejectTooMany(EMAIL_LIMIT, email));
    if (rejection) return rejection;
    const { data, error } = await auth.organization.inviteMember({ organizationId, email, role });
    return data
      ? done(organizationId, 'invitation-sent')
      : rejectOrRedirect(error, { keepsInput: true, organizationId });
  },
});

export const cancelInvitation = accountAction({
  schema: CancelInvitation,
  run: async ({ organizationId, invitationId }) => {
    // Neon Auth would also cancel an accepted invitation.
    const pending = await listInvitations(organizationId);
    if (pending && !pending.some(({ id }) => id === invitationId)) done(organizationId, 'invitation-gone');
    const { data, error } = await auth.organization.cancelInvitation({ invitationId });
    return data ? done(organizationId, 'invitation-cancelled') : rejectOrRedirect(error, { organizationId });
  },
});

export const changeRole = accountAction({
  schema: ChangeRole,
  keep: ['role'],
  run: async ({ organizationId, memberId, role }) => {
    const { data, error } = await auth.organization.updateMemberRole({ organizationId, memberId, role });
    if (data) return done(organizationId, 'member-role-changed');
    const isLastOwner = error && organizationErrorCode(error) === 'last_owner';
    return isLastOwner ? rejectOrganizationError(error) : rejectOrRedirect(error, { organizationId });
  },
});

export const removeMember = accountAction({
  schema: RemoveMember,
  run: async ({ organizationId, memberId }) => {
    const { data, error } = await auth.organization.removeMember({ organizationId, memberIdOrEmail: memberId });
    return data ? done(organizationId, 'member-removed') : rejectOrRedirect(error, { organizationId });
  },
});

export const renameOrganization = accountAction({
  schema: Rename,
  keep: ['name'],
  run: async ({ organizationId, name }) => {
    const { data, error } = await auth.organization.update({ organizationId, data: { name } });
    return data
      ? done(organizationId, 'organization-renamed')
      : rejectOrRedirect(error, { keepsInput: true, organizationId });
  },
});

export const leaveOrganization = accountAction({
  schema: OneOrganization,
  run: async ({ organizationId }) => {
    const { data, error } = await auth.organization.leave({ organizationId });
    if (!data) return rejectOrRedirect(error, { organizationId });
    await dropSessionCache();
    redirectWithNotice(PATH, 'organization-left');
  },
});

export const deleteOrganization = accountAction({
  schema: DeleteOrganization,
  keep: ['name'],
  run: async ({ organizationId, name }) => {
    const own = await fetchOrganizations();
    if (!own.organizations) return rejectOrRedirect(own.error, { keepsInput: true, organizationId });
    const organization = own.organizations.find(({ id }) => id === organizationId);
    if (!organization) return redirectNonMember();
    if (name !== organization.name) return rejectFields({ name: "That name doesn't match." });
    const { data, error } = await auth.organization.delete({ organizationId });
    if (!data) return rejectOrRedirect(error, { keepsInput: true, organizationId });
    await dropSessionCache();
    redirectWithNotice(PATH, 'organization-deleted');
  },
});

function done(organizationId: string, notice: NoticeName): never {
  redirectWithNotice(`${PATH}/${organizationId}`, notice, 'replace');
}
