'use server';

import { z } from 'zod';
import { formAction } from '@/lib/action';
import { refuseTooManyOfOwn } from '@/lib/auth/limits';
import { auth } from '@/lib/auth/server';
import { forgetSessionCopy } from '@/lib/auth/session';
import { redirectWithNotice } from '@/lib/notice';
import { NewOrganization, OneInvitation, OneOrganization } from './input';
import { ownOrganizations } from './organizations';
import { leadAway, refused } from './refusal';
import { slugFor } from './slug';

const PATH = '/organizations';
const Created = z.object({ id: z.uuid() });

export const createOrganization = formAction({
  schema: NewOrganization,
  keep: ['name'],
  run: async ({ name }) => {
    const refusal = await refuseTooManyOfOwn('organization');
    if (refusal) return refusal;
    const { data, error } = await auth.organization.create({ name, slug: slugFor(name) });
    const created = Created.safeParse(data);
    if (!created.success) return refused(error, { typed: true });
    await forgetSessionCopy();
    redirectWithNotice(`${PATH}/${created.data.id}`, 'organization-created');
  },
});

/** Whoever asks the auth server for an organization that is not theirs is left with none: so that is found out before. */
export const switchOrganization = formAction({
  schema: OneOrganization,
  run: async ({ organizationId }) => {
    const own = await ownOrganizations();
    if (!own.organizations) return refused(own.error);
    if (!own.organizations.some(({ id }) => id === organizationId)) return leadAway();
    const { data, error } = await auth.organization.setActive({ organizationId });
    return data ? redirectWithNotice(PATH, 'organization-switched', 'replace') : refused(error);
  },
});

export const acceptInvitation = formAction({
  schema: OneInvitation,
  run: async ({ invitationId }) => {
    const { data, error } = await auth.organization.acceptInvitation({ invitationId });
    if (!data) return refused(error);
    await forgetSessionCopy();
    redirectWithNotice(PATH, 'invitation-accepted', 'replace');
  },
});

export const declineInvitation = formAction({
  schema: OneInvitation,
  run: async ({ invitationId }) => {
    const { data, error } = await auth.organization.rejectInvitation({ invitationId });
    return data ? redirectWithNotice(PATH, 'invitation-declined', 'replace') : refused(error);
  },
});
