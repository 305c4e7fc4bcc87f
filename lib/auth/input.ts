import { z } from 'zod';
import { emailAddress, text } from '../input';

/** The limits of Neon Auth, and of what fits on a page. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };
const NAME_MAX = 100;

const next = z.unknown();

const email = emailAddress('Enter your email address.');

const givenPassword = text('Enter your password.')
  .min(1, { error: 'Enter your password.' })
  .max(PASSWORD_LENGTH.max, { error: `Passwords have at most ${PASSWORD_LENGTH.max} characters.` });

const newPassword = text('Choose a password.')
  .min(PASSWORD_LENGTH.min, { error: `Choose a password of at least ${PASSWORD_LENGTH.min} characters.` })
  .max(PASSWORD_LENGTH.max, { error: `Choose a password of at most ${PASSWORD_LENGTH.max} characters.` });

const name = text('Enter your name.')
  .trim()
  .min(1, { error: 'Enter your name.' })
  .max(NAME_MAX, { error: `Enter a name of at most ${NAME_MAX} characters.` });

/** The address of a picture, anywhere; '' for none. */
const image = text('Enter the address of a picture, or nothing.')
  .trim()
  .max(1_000, { error: 'Enter an address of at most 1,000 characters.' })
  .refine((address) => address === '' || z.url({ protocol: /^https$/ }).safeParse(address).success, {
    error: 'Enter an address like https://example.com/me.jpg.',
  });

/** Codes have six digits; people type and paste them in groups. */
const code = text('Enter the code from the email.')
  .transform((value) => value.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'Enter the six digits of the code.' }));

export const SignUp = z.object({ name, email, password: newPassword, next });
export const SignIn = z.object({ email, password: givenPassword, next });
/** Without a token, or with one that is none, the link is as good as one that has expired. */
export const ResetPassword = z.object({ token: z.string().catch(''), password: newPassword, next });
export const Profile = z.object({ name, image });
export const ChangePassword = z.object({
  currentPassword: givenPassword,
  newPassword,
  // A box that is not ticked is not sent.
  revokeOthers: z.unknown().transform((value) => value !== undefined),
});
export const RevokeSession = z.object({ id: z.string().catch('') });
/** Typed once more, so that nobody deletes their account by mistake. */
export const DeleteAccount = z.object({ email });
/** A provider that is none cannot be signed in with; the form sends no such thing. */
export const SignInWithProvider = z.object({ provider: z.string().catch(''), next });
/** First the address, to which a code is sent; then with the code. What was typed of one is kept while another is sent. */
export const AskForCode = z.object({ email, code: z.unknown(), next });
export const AskForLink = z.object({ email, next });
export const EnterCode = z.object({ email, code, next });
