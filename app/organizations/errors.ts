import { type AuthError, type CodesByMessage, errorCode } from '@/lib/auth/sdk/error-codes';
import { type Rejection, reject, rejectFields } from '@/lib/forms/action';
import { rejectAuthError } from '@/lib/forms/auth-errors';

/** Error codes that the SDK drops, like those in `lib/auth/sdk/error-codes.ts`. */
const CODES: CodesByMessage = [
  [/^you are not allowed/i, 'not_allowed'],
  [/^(user is|you are) not a member of th/i, 'not_a_member'],
  [/^organization not found/i, 'organization_not_found'],
  [/^member not found/i, 'member_not_found'],
  [/^invitation not found/i, 'invitation_not_found'],
  [/^you are not the recipient/i, 'not_the_recipient'],
  [/^user is already a member/i, 'already_a_member'],
  [/^user is already invited/i, 'already_invited'],
  [/^you cannot leave the organization/i, 'last_owner'],
  [/(membership|invitation) limit reached|maximum number of organizations/i, 'limit_reached'],
];

const REJECTIONS = new Map<string, Rejection>([
  ['already_a_member', rejectFields({ email: 'This person is already a member.' })],
  ['already_invited', rejectFields({ email: 'This email has already been invited.' })],
  ['last_owner', rejectFields({ role: 'An organization needs at least one owner. Make someone else an owner first.' })],
  ['not_the_recipient', reject('This invitation is for another email address.')],
  ['email_unverified', reject('Verify your email address in your account first.')],
  ['limit_reached', reject("You've reached the limit. Remove something first, or ask an administrator.")],
]);

export function organizationErrorCode(error: AuthError): string {
  return errorCode(error, CODES);
}

export function rejectOrganizationError(error: AuthError | null): Rejection {
  return rejectAuthError(error, { codes: CODES, rejections: REJECTIONS });
}
