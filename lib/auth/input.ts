import { z } from 'zod';
import { text } from '../input';

/** The limits of Neon Auth, and of what fits on a page. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };
const NAME_MAX = 100;

const next = z.unknown();

const email = text('Enter your email address.')
  .trim()
  .min(1, { error: 'Enter your email address.' })
  .max(254, { error: 'Enter an email address of at most 254 characters.' })
  .pipe(z.email({ error: 'Enter an email address like name@example.com.' }));

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

export const SignUp = z.object({ name, email, password: newPassword, next });
export const SignIn = z.object({ email, password: givenPassword, next });
