import type { Refusal } from '../action';

/** What the SDK gives as an error. Its `message` is never shown. */
export interface AuthError {
  code?: string | undefined;
  status?: number | undefined;
  message?: string | undefined;
}

export const SIGNED_OUT = 'You are signed out. Sign in again in another tab, then try once more.';
export const SIGN_IN_ANEW = 'You signed in more than a day ago. For this, sign out and sign in again.';
const DENIED = 'No account can be created with this email address.';
const TRY_LATER = 'We could not reach the sign-in service. Try again in a moment.';

/**
 * The SDK knows few of Better Auth's codes, and makes one of its own of each other status: then its message alone says what
 * happened. These are the codes that were dropped, by the messages that came with them.
 */
const DROPPED: [RegExp, string][] = [
  [/^unauthorized$/i, 'signed_out'],
  [/^session is not fresh/i, 'session_not_fresh'],
  [/^session expired/i, 'session_not_fresh'],
  [/^invalid (origin|callbackurl|redirecturl|errorcallbackurl)/i, 'untrusted_origin'],
  [/^too many attempts/i, 'too_many_attempts'],
  [/^user creation is not allowed/i, 'sign_up_denied'],
  [/^email is already verified/i, 'already_verified'],
  [/^user already exists/i, 'user_already_exists'],
  [/banned/i, 'user_banned'],
  [/^you are not allowed/i, 'not_allowed'],
  [/^(user is|you are) not a member of th/i, 'not_a_member'],
  [/^organization not found/i, 'organization_not_found'],
  [/^member not found/i, 'member_not_found'],
  [/^invitation not found/i, 'invitation_not_found'],
  [/^you are not the recipient/i, 'not_the_recipient'],
  [/^email verification required (before|to) /i, 'email_unverified'],
  [/^user is already a member/i, 'already_a_member'],
  [/^user is already invited/i, 'already_invited'],
  [/^you cannot leave the organization/i, 'last_owner'],
  [/(membership|invitation) limit reached|maximum number of organizations/i, 'limit_reached'],
  [/^you cannot ban yourself/i, 'own_ban'],
];

/** What each error code means to a person, and beside which field it belongs. */
const REFUSALS = new Map<string, Refusal>([
  ['signed_out', { message: SIGNED_OUT }],
  ['session_not_fresh', { message: SIGN_IN_ANEW }],
  ['sign_up_denied', { message: DENIED }],
  ['untrusted_origin', { message: TRY_LATER }],
  ['too_many_attempts', { message: 'Too many attempts. Wait a minute, then try again.' }],
  ['invalid_credentials', { errors: { password: 'The email address or the password is wrong.' } }],
  ['weak_password', { errors: { password: 'Choose a longer password.' } }],
  ['user_already_exists', { errors: { email: 'There is an account with this email address. Sign in instead.' } }],
  ['email_address_invalid', { errors: { email: 'Enter an email address like name@example.com.' } }],
  ['over_request_rate_limit', { message: 'Too many attempts. Wait a minute, then try again.' }],
  ['user_banned', { message: 'This account is closed.' }],
]);

/** What the same codes mean at sign-up: the app's own rule, asked by a webhook, may refuse an address. */
export const OF_SIGN_UP = new Map<string, Refusal>([['sign_up_denied', { errors: { email: DENIED } }]]);

/** What the same codes mean where a code from an email was typed. */
export const OF_CODE = new Map<string, Refusal>([
  ['validation_failed', { errors: { code: 'This code is wrong, or no longer good.' } }],
  ['too_many_attempts', { errors: { code: 'Too many attempts. Ask for a new code.' } }],
]);

/** The same where an address is verified: whether there is an account to guess a code of must not be told. */
const NO_CODE: Refusal = { errors: { code: 'This code is wrong, or no longer good. You can ask for a new one.' } };
export const OF_VERIFICATION = new Map<string, Refusal>([
  ['validation_failed', NO_CODE],
  ['too_many_attempts', NO_CODE],
  ['user_not_found', NO_CODE],
]);

/** What the same codes mean where a link from an email was followed. */
export const OF_LINK = new Map<string, Refusal>([
  ['bad_jwt', { message: 'This link is no longer good. Ask for a new one.' }],
]);

/** What the same codes mean where the password is changed. */
export const OF_PASSWORD = new Map<string, Refusal>([
  ['invalid_credentials', { errors: { currentPassword: 'This is not your password.' } }],
  ['weak_password', { errors: { newPassword: 'Choose a longer password.' } }],
]);

/** What the same codes mean where an organization, its members and its invitations are changed. */
export const OF_ORGANIZATION = new Map<string, Refusal>([
  ['already_a_member', { errors: { email: 'Somebody with this email address is a member already.' } }],
  ['already_invited', { errors: { email: 'This email address is invited already.' } }],
  ['last_owner', { errors: { role: 'An organization needs an owner: make somebody else an owner first.' } }],
  ['not_the_recipient', { message: 'This invitation is for another email address.' }],
  ['email_unverified', { message: 'Verify your email address on the page of your account first.' }],
  ['limit_reached', { message: 'There is no room for more: the limit is reached.' }],
]);

/** What codes mean where an administrator changes another user; those of the app itself are among them. */
export const OF_ADMINISTRATION = new Map<string, Refusal>([
  ['not_allowed', { message: 'You are no administrator any more. Nothing was changed.' }],
  ['user_not_found', { message: 'This account is gone: it was deleted meanwhile.' }],
  ['banned_before', { message: 'They were banned meanwhile. Load this page anew to see why and until when.' }],
  ['own_ban', { message: 'You cannot ban yourself.' }],
  ['own_role', { message: 'You cannot change your own role. Another administrator can.' }],
  ['own_sessions', { message: 'You end your own sessions in your account.' }],
]);

/** The one place that turns an auth error into words. `special` is what codes mean in a flow of its own. */
export function authRefusal(error: AuthError | null, special?: Map<string, Refusal>): Refusal {
  // Neither data nor an error: the answer was no JSON, so what answered was not the auth server.
  if (!error) return { message: TRY_LATER };
  const { status = 500 } = error;
  const code = codeOf(error);
  if (code === 'untrusted_origin') {
    console.error('Neon Auth does not trust the address of this app: add it to the trusted domains of Neon Auth.');
  }
  const refusal = special?.get(code) ?? REFUSALS.get(code);
  if (refusal) return refusal;
  if (status >= 500 || status === 422) return { message: TRY_LATER };
  return { message: 'That did not work. Check what you typed, then try again.' };
}

/** The error's code, also one that the SDK dropped. */
export function codeOf({ code = '', message = '' }: AuthError): string {
  return DROPPED.find(([words]) => words.test(message))?.[1] ?? code;
}
