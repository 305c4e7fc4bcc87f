import { z } from 'zod';

/** One text field; a file, a field sent twice and a missing one are all answered with `missing`. */
export function text(missing: string) {
  return z
    .string({ error: missing })
    .refine((value) => !value.includes('\0'), { error: 'Remove the invisible characters.' });
}
