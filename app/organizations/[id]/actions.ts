'use server';

import { formAction } from '@/lib/action';
import { refuseTooMany, refuseTooManyOfOwn } from '@/lib/auth/limits';
import { authRefusal, codeOf, OF_ORGANIZATION } from '@/lib/auth/messages';
import { auth } from '@/lib/auth/server';
import { currentUser, forgetSessionCopy } from '@/lib/auth/session';
import { type NoticeName, redirectWithNotice } from '@/lib/notice';
import {
  asShown,
  CancelInvitation,
  ChangeRole,
  DeleteOrganization,
  Invite,
  OneOrganization,
  RemoveMember,
  Rename,
} from '../input';
import { listInvitations, ownOrganizations } from '../organizations';
import { leadAway, refused } from '../refusal';

const PATH = '/organizations';

export const invite = formAction({
  schema: Invite,
  keep: ['email', 'role'],
  run: async ({ organizationId, email, role }) => {
    const user = await currentUser();
    if (email.toLowerCase() === user?.email.toLowerCase()) return { errors: { email: 'You are a member already.' } };
    const refusal = (await refuseTooManyOfOwn('invite')) ?? (await refuseTooMany('send', email));
    if (refusal) return refusal;
    const { data, error } = await auth.organization.inviteMember({ organizationId, email, role });
    return data ? done(organizationId, 'invitation-sent') : refused(error, { typed: true, organizationId });
  },
});

export const cancelInvitation = formAction({
  schema: CancelInvitation,
  run: async ({ organizationId, invitationId }) => {
    // The auth server would cancel one that was accepted, too.
    const pending = await listInvitations(organizationId);
    if (pending && !pending.some(({ id }) => id === invitationId)) done(organizationId, 'invitation-gone');
    const { data, error } = await auth.organization.cancelInvitation({ invitationId });
    return data ? done(organizationId, 'invitation-cancelled') : refused(error, { organizationId });
  },
});

export const changeRole = formAction({
  schema: ChangeRole,
  keep: ['role'],
  run: async ({ organizationId, memberId, role }) => {
    const { data, error } = await auth.organization.updateMemberRole({ organizationId, memberId, role });
    if (data) return done(organizationId, 'member-role-changed');
    const isLastOwner = error && codeOf(error) === 'last_owner';
    return isLastOwner ? authRefusal(error, OF_ORGANIZATION) : refused(error, { organizationId });
  },
});

export const removeMember = formAction({
  schema: RemoveMember,
  run: async ({ organizationId, memberId }) => {
    const { data, error } = await auth.organization.removeMember({ organizationId, memberIdOrEmail: memberId });
    return data ? done(organizationId, 'member-removed') : refused(error, { organizationId });
  },
});

export const renameOrganization = formAction({
  schema: Rename,
  keep: ['name'],
  run: async ({ organizationId, name }) => {
    const { data, error } = await auth.organization.update({ organizationId, data: { name } });
    return data ? done(organizationId, 'organization-renamed') : refused(error, { typed: true, organizationId });
  },
});

export const leaveOrganization = formAction({
  schema: OneOrganization,
  run: async ({ organizationId }) => {
    const { data, error } = await auth.organization.leave({ organizationId });
    if (!data) return refused(error, { organizationId });
    await forgetSessionCopy();
    redirectWithNotice(PATH, 'organization-left');
  },
});

export const deleteOrganization = formAction({
  schema: DeleteOrganization,
  keep: ['name'],
  run: async ({ organizationId, name }) => {
    const own = await ownOrganizations();
    if (!own.organizations) return refused(own.error, { typed: true, organizationId });
    const organization = own.organizations.find(({ id }) => id === organizationId);
    if (!organization) return leadAway();
    if (name !== asShown(organization.name)) return { errors: { name: 'This is not its name.' } };
    const { data, error } = await auth.organization.delete({ organizationId });
    if (!data) return refused(error, { typed: true, organizationId });
    await forgetSessionCopy();
    redirectWithNotice(PATH, 'organization-deleted');
  },
});

function done(organizationId: string, notice: NoticeName): never {
  redirectWithNotice(`${PATH}/${organizationId}`, notice, 'replace');
}
