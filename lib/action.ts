import type { z } from 'zod';

/** What a form shows: nothing yet, or what was wrong, with what the person typed (never a secret). */
export type FormState =
  | { status: 'ready' }
  | {
      status: 'refused';
      message?: string;
      notice?: string;
      errors: Record<string, string>;
      values: Record<string, string>;
    };

/** Why an action is not done with its form: words for the whole form, or for single fields. */
export interface Refusal {
  message?: string;
  /** What was done so far, where the form goes on: a code was sent, and is asked for. */
  notice?: string;
  errors?: Record<string, string>;
  /** What the form shows besides what was typed, or in its place. */
  values?: Record<string, string>;
}

/** A value longer than this is not sent back to be shown again: no person typed or pasted it. */
const LONGEST_KEPT = 500_000;

/** What a form holds, and what is done with it. */
export interface Form<Input extends object> {
  schema: z.ZodObject & z.ZodType<Input>;
  keep?: (keyof Input & string)[];
  run: (input: Input) => Promise<Refusal>;
}

/**
 * The one shape of a form action: parse, run, say what was wrong.
 * `keep` names the fields that are shown again after a refusal; a password is never among them.
 * `run` redirects when it succeeds, or returns why it refused.
 */
export function formAction<Input extends object>({ schema, keep = [], run }: Form<Input>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    // An action is an address: what is sent there by hand need not be a form, whatever the type says.
    const fields = readFields(form instanceof FormData ? form : new FormData(), Object.keys(schema.shape));
    const parsed = schema.safeParse(fields);
    const refusal = parsed.success ? await run(parsed.data) : { errors: firstErrors(parsed.error) };
    const { errors = {}, values = {} } = refusal;
    return { status: 'refused', ...refusal, errors, values: { ...keptValues(fields, keep), ...values } };
  };
}

/** A field sent once is its value, text or file; sent twice it is an array, which no schema here takes. */
function readFields(form: FormData, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

function firstErrors(error: z.ZodError): Record<string, string> {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0]);
    if (!errors.has(field)) errors.set(field, message);
  }
  return Object.fromEntries(errors);
}

function keptValues(fields: Record<string, unknown>, keep: string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keep) {
    const value = fields[name];
    if (typeof value === 'string' && value.length <= LONGEST_KEPT) kept[name] = value.replaceAll('\0', '');
  }
  return kept;
}
