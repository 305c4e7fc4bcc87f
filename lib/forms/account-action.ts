import { type FormOptions, formAction } from './action';
import { rejectOtherUser } from './rendered-for';

/** `formAction` for what a signed-in user changes in Neon Auth, such as their account. */
export function accountAction<Input extends object>({ run, ...form }: FormOptions<Input>) {
  return formAction({
    ...form,
    run: async (input, renderedFor) => (await rejectOtherUser(renderedFor)) ?? run(input, renderedFor),
  });
}
