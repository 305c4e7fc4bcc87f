import { z } from 'zod';

/** One text field. A file, a field sent twice and a missing field all fail with `missing`. */
export function text(missing: string) {
  return z
    .string({ error: missing })
    .refine((value) => !value.includes('\0'), { error: 'Remove invisible characters.' });
}

/** Multi-line text with at least one visible character. Line breaks become `\n`: browsers send two characters. */
export function visibleText(missing: string) {
  return text(missing)
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().regex(/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u, { error: missing }));
}

export function emailAddress(missing: string) {
  return text(missing)
    .trim()
    .min(1, { error: missing })
    .max(254, { error: 'Use at most 254 characters.' })
    .pipe(z.email({ error: 'Enter an email address like name@example.com.' }));
}
