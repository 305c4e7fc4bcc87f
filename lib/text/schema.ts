import { z } from 'zod';
import { isPlain, isVisible, toAddress, toLine, toLines, toVisibleLine } from './visible';

const INVISIBLE = 'Remove invisible characters.';

/** One text field. A file, a field sent twice and a missing field all fail with `missing`. */
export function text(missing: string) {
  return z.string({ error: missing }).refine((value) => !value.includes('\0'), { error: INVISIBLE });
}

/** Text with several lines. */
export function visibleText(missing: string) {
  return text(missing).transform(toLines).pipe(visible(missing));
}

/** A name: one line of at most 100 UTF-16 code units. */
export function visibleName(missing: string) {
  return text(missing)
    .transform(toLine)
    .pipe(visible(missing).max(100, { error: 'Use at most 100 characters.' }));
}

/** What everything that users write must be, so that others can see it and it cannot change the text around it. */
function visible(missing: string) {
  return z.string().refine(isVisible, { error: missing }).refine(isPlain, { error: INVISIBLE });
}

const MAX_SEARCH = 200;

/** A search query in one line. Empty means no search. */
export function searchQuery() {
  return text('Enter one search at a time.')
    .transform(toVisibleLine)
    .pipe(z.string().max(MAX_SEARCH, { error: `Use at most ${MAX_SEARCH} characters.` }));
}

export const UNUSABLE_EMAIL =
  "This email address can't be used here. Use one with only the letters A to Z, digits and . _ ' + - in it.";
/** A real email address, of which the auth server (zod's `email`) rejects some: the atoms of RFC 5322 in any script. */
const REAL_EMAIL = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~.]+@([\p{L}\p{M}\p{N}-]+\.)+[\p{L}\p{M}\p{N}-]{2,}$/u;

export function emailAddress(missing: string) {
  return text(missing)
    .transform(toAddress)
    .pipe(z.string().min(1, { error: missing }).max(254, { error: 'Use at most 254 characters.' }))
    .pipe(
      z.email({
        error: ({ input }) =>
          REAL_EMAIL.test(String(input)) ? UNUSABLE_EMAIL : 'Enter an email address like name@example.com.',
      }),
    );
}
