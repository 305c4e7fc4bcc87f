import { redirect } from 'next/navigation';
import type { Refusal } from '@/lib/action';
import { type AuthError, authRefusal, codeOf, OF_ORGANIZATION } from '@/lib/auth/messages';
import { type NoticeName, redirectWithNotice } from '@/lib/notice';
import { withReturnTo } from '@/lib/return-to';
import { listOrganizations } from './organizations';

const PATH = '/organizations';
const NOT_DONE = { message: 'We could not do this now. Try again in a moment.' };

/** What is said on the page as it is now, since the form that was sent may not stand on it any more. */
const NOTICES = new Map<string, NoticeName>([
  ['not_allowed', 'not-allowed'],
  ['invitation_not_found', 'invitation-gone'],
  ['last_owner', 'last-owner'],
]);

/** Somebody is no member: the visitor, or whom they wanted to change. */
const NO_MEMBER = ['not_a_member', 'organization_not_found', 'member_not_found'];

/**
 * Why the auth server did not do what a form asked for. Where what the form was about is not there any more, or not the
 * visitor's to change, this leads to the page as it is now.
 * @param typed whether there is something typed in the form; else who is signed out goes to sign in
 * @param organizationId the one on whose page the form stands, if not on the list
 */
export async function refused(
  error: AuthError | null,
  { typed = false, organizationId }: { typed?: boolean; organizationId?: string } = {},
): Promise<Refusal> {
  const path = organizationId ? `${PATH}/${organizationId}` : PATH;
  const code = error ? codeOf(error) : '';
  if (NO_MEMBER.includes(code)) return leadAway(organizationId);
  const notice = NOTICES.get(code);
  if (notice) redirectWithNotice(path, notice, 'replace');
  if (typed) return authRefusal(error, OF_ORGANIZATION);
  if (code === 'signed_out') redirect(withReturnTo('/auth/sign-in', path));
  const isAway = !error?.status || error.status >= 500;
  return isAway ? NOT_DONE : authRefusal(error, OF_ORGANIZATION);
}

/** To the organization, where the visitor is in it, and to the list of theirs otherwise. */
export async function leadAway(organizationId?: string): Promise<Refusal> {
  const organizations = await listOrganizations(PATH);
  if (!organizations) return NOT_DONE;
  const isIn = organizations.some(({ id }) => id === organizationId);
  if (isIn) redirectWithNotice(`${PATH}/${organizationId}`, 'member-gone', 'replace');
  redirectWithNotice(PATH, 'organization-gone', 'replace');
}
