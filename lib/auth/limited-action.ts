import { type Form, formAction } from '../action';
import { type Purpose, refuseTooMany } from './limits';

/** `formAction` for what may be tried only so often with one email address: each form that is filled in counts as a try. */
export function limitedAction<Input extends { email: string }>({
  limit,
  run,
  ...form
}: Form<Input> & { limit: Purpose }) {
  return formAction({ ...form, run: async (input) => (await refuseTooMany(limit, input.email)) ?? run(input) });
}
