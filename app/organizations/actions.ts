'use server';

import { z } from 'zod';
import { dropSessionCache } from '@/lib/auth/sdk/session-cache';
import { auth } from '@/lib/auth/server';
import { accountAction } from '@/lib/forms/account-action';
import { rejectTooManyByUser } from '@/lib/forms/limited-action';
import { redirectWithNotice } from '../_notices/redirect';
import { NewOrganization, OneInvitation, OneOrganization } from './input';
import { fetchOrganizations } from './organizations';
import { CREATE_LIMIT } from './rate-limits';
import { redirectNonMember, rejectOrRedirect } from './reject';
import { slugFor } from './slug';

const PATH = '/organizations';
const Created = z.object({ id: z.guid() });

export const createOrganization = accountAction({
  schema: NewOrganization,
  keep: ['name'],
  run: async ({ name }) => {
    const rejection = await rejectTooManyByUser(CREATE_LIMIT);
    if (rejection) return rejection;
    const { data, error } = await auth.organization.create({ name, slug: slugFor(name) });
    const created = Created.safeParse(data);
    if (!created.success) return rejectOrRedirect(error, { keepsInput: true });
    await dropSessionCache();
    redirectWithNotice(`${PATH}/${created.data.id}`, 'organization-created');
  },
});

/** Checks the membership first: Neon Auth clears the active organization of a user who requests one they are not in. */
export const switchOrganization = accountAction({
  schema: OneOrganization,
  run: async ({ organizationId }) => {
    const own = await fetchOrganizations();
    if (!own.organizations) return rejectOrRedirect(own.error);
    if (!own.organizations.some(({ id }) => id === organizationId)) return redirectNonMember();
    const { data, error } = await auth.organization.setActive({ organizationId });
    return data ? redirectWithNotice(PATH, 'organization-switched', 'replace') : rejectOrRedirect(error);
  },
});

export const acceptInvitation = accountAction({
  schema: OneInvitation,
  run: async ({ invitationId }) => {
    const { data, error } = await auth.organization.acceptInvitation({ invitationId });
    if (!data) return rejectOrRedirect(error);
    await dropSessionCache();
    redirectWithNotice(PATH, 'invitation-accepted', 'replace');
  },
});

export const declineInvitation = accountAction({
  schema: OneInvitation,
  run: async ({ invitationId }) => {
    const { data, error } = await auth.organization.rejectInvitation({ invitationId });
    return data ? redirectWithNotice(PATH, 'invitation-declined', 'replace') : rejectOrRedirect(error);
  },
});
