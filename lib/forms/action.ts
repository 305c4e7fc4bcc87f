import { z } from 'zod';
import { withTimeout } from '../http/timeout';
import { MAX_KEPT_LENGTH, TIMEOUTS } from '../limits';

/** What a form shows: nothing yet, why it was rejected, or how it continues. */
export type FormState = { status: 'idle' } | Rejected | Info;

/** The form was not accepted. It shows a message, errors beside its fields, or both. */
interface Rejected {
  status: 'rejected';
  message: string | null;
  errors: Record<string, string>;
  values: Record<string, string>;
}

/** The form continues: for example, a code was sent, and the form now asks for it. */
interface Info {
  status: 'info';
  message: string;
  values: Record<string, string>;
}

/** What an action returns, unless it redirects. `values` are shown in addition to the fields that the form keeps. */
export type FormResult = Rejection | InfoResult;

export interface Rejection {
  status: 'rejected';
  message?: string;
  errors?: Record<string, string>;
  values?: Record<string, string>;
}

interface InfoResult {
  status: 'info';
  message: string;
  values?: Record<string, string>;
}

/** A form's schema, and what to do with its input. */
export interface FormOptions<Input extends object> {
  schema: z.ZodObject & z.ZodType<Input>;
  /** The fields to show again after a rejection. Never a password. */
  keep?: (keyof Input & string)[];
  /** @param renderedFor the id of the user that the form was rendered for, or null */
  run: (input: Input, renderedFor: string | null) => Promise<FormResult>;
}

const UserId = z.uuid();

const TIMED_OUT: Rejection = {
  status: 'rejected',
  message: 'This took too long. Check whether your change was saved before you try again.',
};

/** Rejects a form with one message. */
export function reject(message: string, values?: Record<string, string>): Rejection {
  return { status: 'rejected', message, ...(values && { values }) };
}

/** Rejects a form with errors, by the name of their field. */
export function rejectFields(errors: Record<string, string>): Rejection {
  return { status: 'rejected', errors };
}

/** Shows a message without rejecting the form. */
export function inform(message: string, values: Record<string, string> = {}): FormResult {
  return { status: 'info', message, values };
}

/**
 * Creates a form action. It parses the form with `schema`, runs `run` for at most `TIMEOUTS.form`, and returns the state to
 * show. `run` redirects on success, or returns a result.
 */
export function formAction<Input extends object>({ schema, keep = [], run }: FormOptions<Input>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    // Anyone can call an action, with any arguments.
    const data = form instanceof FormData ? form : new FormData();
    const fields = readFields(data, Object.keys(schema.shape));
    const parsed = schema.safeParse(fields);
    const renderedFor = UserId.safeParse(data.get('renderedFor')).data ?? null;
    const result = parsed.success
      ? await withTimeout(TIMEOUTS.form, run(parsed.data, renderedFor), () => TIMED_OUT)
      : rejectFields(firstErrors(parsed.error));
    const values = { ...keptValues(fields, keep), ...result.values };
    if (result.status === 'info') return { ...result, values };
    return { status: 'rejected', message: result.message ?? null, errors: result.errors ?? {}, values };
  };
}

/** A field sent once is its value, a string or a file. A field sent twice is an array, which no schema accepts. */
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
    if (typeof value === 'string' && value.length <= MAX_KEPT_LENGTH) kept[name] = value.replaceAll('\0', '');
  }
  return kept;
}
