import { z } from 'zod';
import { toAsciiDigits } from '../text/digits';
import { emailAddress, text, visibleName } from '../text/schema';
import { toAddress, toLine } from '../text/visible';

/** Neon Auth's limits. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

const next = z.unknown();

const email = emailAddress('Enter your email address.');

const givenPassword = text('Enter your password.')
  .min(1, { error: 'Enter your password.' })
  .max(PASSWORD_LENGTH.max, { error: `Use at most ${PASSWORD_LENGTH.max} characters.` });

const newPassword = text('Enter a password.')
  .min(PASSWORD_LENGTH.min, { error: `Use at least ${PASSWORD_LENGTH.min} characters.` })
  .max(PASSWORD_LENGTH.max, { error: `Use at most ${PASSWORD_LENGTH.max} characters.` });

const name = visibleName('Enter your name.');

/** An image URL on any https origin, or ''. */
const image = text('Enter an image URL, or leave this empty.')
  .transform(toAddress)
  .pipe(z.string().max(1_000, { error: 'Use at most 1,000 characters.' }))
  .refine((address) => address === '' || z.url({ protocol: /^https$/ }).safeParse(address).success, {
    error: 'Enter a URL like https://example.com/me.jpg.',
  });

/** A code has six digits. Users type and paste it in groups, with the digits and dashes of their keyboard. */
const code = text('Enter the code from the email.')
  .max(100, { error: 'Enter the 6-digit code.' })
  .transform((value) => toAsciiDigits(toLine(value)).replace(/[\s\p{Dash_Punctuation}\u2212]/gu, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'Enter the 6-digit code.' }));

export const SignUp = z.object({ name, email, password: newPassword, next });
export const SignIn = z.object({ email, password: givenPassword, next });
/** A missing or invalid token counts as an expired link. */
export const ResetPassword = z.object({ token: z.string().catch(''), password: newPassword, next });
export const Profile = z.object({ name, image });
export const ChangePassword = z.object({
  currentPassword: givenPassword,
  newPassword,
  // Browsers send a checkbox only if it is checked.
  revokeOthers: z.unknown().transform((value) => value !== undefined),
});
export const RevokeSession = z.object({ id: z.string().catch('') });
/** The email address confirms the deletion. It can be one that the auth server rejects in forms. */
export const DeleteAccount = z.object({
  email: text('Enter your email address.')
    .transform(toAddress)
    .pipe(z.string().min(1, { error: 'Enter your email address.' })),
});
export const SignInWithProvider = z.object({ provider: z.string().catch(''), next });
/** The code is kept while a new one is sent. */
export const RequestCode = z.object({ email, code: z.unknown(), next });
export const RequestLink = z.object({ email, next });
export const EnterCode = z.object({ email, code, next });
