import { redirect } from 'next/navigation';
import type { AuthError } from '@/lib/auth/sdk/error-codes';
import { type Rejection, reject } from '@/lib/forms/action';
import { withReturnTo } from '@/lib/http/return-to';
import type { NoticeName } from '../_notices/notices';
import { redirectWithNotice } from '../_notices/redirect';
import { organizationErrorCode, rejectOrganizationError } from './errors';
import { listOrganizations } from './organizations';

const PATH = '/organizations';
const UNAVAILABLE = reject("We couldn't do that right now. Try again in a moment.");

/** Errors that redirect with a notice, because the form that was sent may be gone from the page. */
const NOTICES = new Map<string, NoticeName>([
  ['not_allowed', 'not-allowed'],
  ['invitation_not_found', 'invitation-gone'],
  ['last_owner', 'last-owner'],
]);

/** The user, or the member to change, is not in the organization. */
const NOT_A_MEMBER = ['not_a_member', 'organization_not_found', 'member_not_found'];

/**
 * Returns what a form shows for an error. Redirects with a notice instead if the organization, member or invitation is gone, or
 * the user may not change it.
 * @param keepsInput whether the form has input to keep; otherwise a signed-out user is redirected to sign-in
 * @param organizationId the organization on the form's page; omitted for the list
 */
export async function rejectOrRedirect(
  error: AuthError | null,
  { keepsInput = false, organizationId }: { keepsInput?: boolean; organizationId?: string } = {},
): Promise<Rejection> {
  const path = organizationId ? `${PATH}/${organizationId}` : PATH;
  const code = error ? organizationErrorCode(error) : '';
  if (NOT_A_MEMBER.includes(code)) return redirectNonMember(organizationId);
  const notice = NOTICES.get(code);
  if (notice) redirectWithNotice(path, notice, 'replace');
  if (keepsInput) return rejectOrganizationError(error);
  if (code === 'signed_out') redirect(withReturnTo('/auth/sign-in', path));
  const isUnreachable = !error?.status || error.status >= 500;
  return isUnreachable ? UNAVAILABLE : rejectOrganizationError(error);
}

/** Redirects to the organization if the user is a member, else to the list. */
export async function redirectNonMember(organizationId?: string): Promise<Rejection> {
  const organizations = await listOrganizations(PATH);
  if (!organizations) return UNAVAILABLE;
  const isMember = organizations.some(({ id }) => id === organizationId);
  if (isMember) redirectWithNotice(`${PATH}/${organizationId}`, 'member-gone', 'replace');
  redirectWithNotice(PATH, 'organization-gone', 'replace');
}
