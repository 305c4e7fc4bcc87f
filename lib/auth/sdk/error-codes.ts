/** An error from the SDK. Its `message` is never shown to users. */
export interface AuthError {
  code?: string | undefined;
  status?: number | undefined;
  message?: string | undefined;
}

/** Error codes by the message that identifies them. */
export type CodesByMessage = [RegExp, string][];

/**
 * Fault: the SDK drops most of Better Auth's error codes and derives its own from the HTTP status, so only the message tells
 * errors apart. Remove this when `error.code` is Better Auth's.
 */
const CODES: CodesByMessage = [
  [/^unauthorized$/i, 'signed_out'],
  [/^session is not fresh/i, 'session_not_fresh'],
  [/^session expired/i, 'session_not_fresh'],
  [/^invalid (origin|callbackurl|redirecturl|errorcallbackurl)/i, 'untrusted_origin'],
  [/^too many attempts/i, 'too_many_attempts'],
  [/^user creation is not allowed/i, 'sign_up_denied'],
  [/^email is already verified/i, 'already_verified'],
  [/^email verification required (before|to) /i, 'email_unverified'],
  [/^user already exists/i, 'user_already_exists'],
  [/banned/i, 'user_banned'],
];

/**
 * Returns the error's code: Better Auth's own where the message reveals it, else the SDK's.
 * @param codes of a capability, which take precedence
 */
export function errorCode({ code = '', message = '' }: AuthError, codes: CodesByMessage = []): string {
  return [...codes, ...CODES].find(([pattern]) => pattern.test(message))?.[1] ?? code;
}
