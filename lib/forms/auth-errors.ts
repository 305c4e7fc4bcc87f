import { type AuthError, type CodesByMessage, errorCode } from '../auth/sdk/error-codes';
import { developmentUrl, env } from '../env';
import { UNUSABLE_EMAIL } from '../text/schema';
import { type Rejection, reject, rejectFields } from './action';

export const SIGNED_OUT = "You're signed out. Sign in again in another tab, then retry.";
export const SIGN_IN_AGAIN = 'For your security, sign out and sign in again to do this.';
const SIGN_UP_DENIED = "You can't sign up with this email address.";
const UNAVAILABLE = 'Sign-in is temporarily unavailable. Try again in a moment.';
/** In production, retrying later helps: the log line below names the remedy. Local Neon trusts no address but this one. */
const UNTRUSTED_ORIGIN =
  developmentUrl && !env.APP_URL
    ? `Sign-in doesn't work at this address. Open the app at ${developmentUrl}.`
    : UNAVAILABLE;
const TOO_MANY_ATTEMPTS = 'Too many attempts. Wait a minute, then try again.';

/** The rejection for each error code, unless a flow has its own. */
const REJECTIONS = new Map<string, Rejection>([
  ['signed_out', reject(SIGNED_OUT)],
  ['session_not_fresh', reject(SIGN_IN_AGAIN)],
  ['sign_up_denied', reject(SIGN_UP_DENIED)],
  ['untrusted_origin', reject(UNTRUSTED_ORIGIN)],
  ['too_many_attempts', reject(TOO_MANY_ATTEMPTS)],
  ['over_request_rate_limit', reject(TOO_MANY_ATTEMPTS)],
  ['invalid_credentials', rejectFields({ password: 'Incorrect email or password.' })],
  ['weak_password', rejectFields({ password: 'Use at least 8 characters.' })],
  ['user_already_exists', rejectFields({ email: 'This email is already registered. Sign in instead.' })],
  ['email_address_invalid', rejectFields({ email: UNUSABLE_EMAIL })],
  ['user_banned', reject('This account has been suspended.')],
]);

/** The overrides of one flow: rejections by error code, and codes by message. */
export interface AuthFlow {
  rejections: Map<string, Rejection>;
  codes?: CodesByMessage;
}

const INCORRECT_CODE = rejectFields({ code: 'That code is incorrect or has expired.' });

/** At sign-up. A webhook may deny an address (`app/api/webhooks/neon-auth/sign-up-rule.ts`). */
export const SIGN_UP_ERRORS: AuthFlow = {
  rejections: new Map([['sign_up_denied', rejectFields({ email: SIGN_UP_DENIED })]]),
};

/** When signing in with a code. */
export const CODE_ERRORS: AuthFlow = {
  rejections: new Map([
    ['validation_failed', INCORRECT_CODE],
    ['too_many_attempts', rejectFields({ code: 'Too many attempts. Request a new code.' })],
  ]),
};

/** When verifying an address. All errors read alike, so that they do not reveal whether the address has an account. */
const VERIFICATION_FAILED = rejectFields({ code: 'That code is incorrect or has expired. You can request a new one.' });
export const VERIFICATION_ERRORS: AuthFlow = {
  rejections: new Map([
    ['validation_failed', VERIFICATION_FAILED],
    ['too_many_attempts', VERIFICATION_FAILED],
    ['user_not_found', VERIFICATION_FAILED],
  ]),
};

/** When following a link from an email. */
export const LINK_ERRORS: AuthFlow = {
  rejections: new Map([['bad_jwt', reject('This link has expired or was already used. Request a new one.')]]),
};

/** When changing the password. */
export const PASSWORD_ERRORS: AuthFlow = {
  rejections: new Map([
    ['invalid_credentials', rejectFields({ currentPassword: 'Current password is incorrect.' })],
    ['weak_password', rejectFields({ newPassword: 'Use at least 8 characters.' })],
  ]),
};

/**
 * Returns what a form shows for an auth error. The texts are above, or in the `errors.ts` of a capability.
 * @param error null if the response was not JSON, and so not from the auth server
 */
export function rejectAuthError(error: AuthError | null, { rejections, codes }: Partial<AuthFlow> = {}): Rejection {
  if (!error) return reject(UNAVAILABLE);
  const { status = 500 } = error;
  const code = errorCode(error, codes);
  if (code === 'untrusted_origin') {
    console.error("Neon Auth rejects this app's origin. Add it to the trusted domains of Neon Auth.");
  }
  const rejection = rejections?.get(code) ?? REJECTIONS.get(code);
  if (rejection) return rejection;
  if (status >= 500 || status === 422) return reject(UNAVAILABLE);
  return reject('Something went wrong. Check the form and try again.');
}
