import type { FormState } from '../action';

type Action = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * The two steps of one form: its first button has a code sent, the other one takes what was typed. Once `values.sentTo` names
 * the address to which a code went, the form asks for the code, also when what was typed cannot be one.
 */
export function codeAction({ send, enter }: { send: Action; enter: Action }): Action {
  return async (state, form) => {
    if (!(form instanceof FormData) || form.get('step') !== 'code') return send(state, form);
    const answer = await enter(state, form);
    if (answer.status === 'ready') return answer;
    return { ...answer, values: { ...answer.values, sentTo: answer.values.email ?? '' } };
  };
}
