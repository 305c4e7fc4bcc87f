import { z } from 'zod';
import { isPlain, isVisible, toLine, toLines, toVisibleLine } from './visible';

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

export function emailAddress(missing: string) {
  return text(missing)
    .trim()
    .min(1, { error: missing })
    .max(254, { error: 'Use at most 254 characters.' })
    .pipe(z.email({ error: 'Enter an email address like name@example.com.' }));
}
