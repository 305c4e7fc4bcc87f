import { expect, test } from 'vitest';
import { z } from 'zod';
import { formAction, inform, reject } from '@/lib/forms/action';

const schema = z.object({
  email: z.string({ error: 'Enter an address.' }).min(3, { error: 'Too short.' }),
  password: z.string(),
});
const rejectAll = formAction({ schema, keep: ['email'], run: async () => reject('No.') });

function formDataOf(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test('a rejected form keeps the listed fields and never the password', async () => {
  const state = await rejectAll({ status: 'idle' }, formDataOf(['email', 'ada@example.com'], ['password', 'secret']));
  expect(state).toEqual({ status: 'rejected', message: 'No.', errors: {}, values: { email: 'ada@example.com' } });
});

test('each invalid field gets an error, and the action does not run', async () => {
  let ran = false;
  const action = formAction({
    schema,
    run: async () => {
      ran = true;
      return inform('Done.');
    },
  });
  const state = await action({ status: 'idle' }, formDataOf(['email', 'a']));
  expect(state).toMatchObject({ status: 'rejected', errors: { email: 'Too short.', password: expect.any(String) } });
  expect(ran).toBe(false);
});

test.each([
  ['missing', formDataOf()],
  ['sent twice', formDataOf(['email', 'ada@example.com'], ['email', 'bob@example.com'])],
  ['a file', formDataOf(['email', new Blob(['x'])])],
])('a field that is %s gets an error', async (_case, data) => {
  expect(await rejectAll({ status: 'idle' }, data)).toMatchObject({
    errors: { email: 'Enter an address.' },
    values: {},
  });
});

test('fields outside the schema never reach the action', async () => {
  let input: unknown;
  const action = formAction({
    schema,
    run: async (parsed) => {
      input = parsed;
      return inform('Done.');
    },
  });
  await action(
    { status: 'idle' },
    formDataOf(['email', 'ada@example.com'], ['password', 'x'], ['role', 'admin'], ['__proto__', 'x']),
  );
  expect(input).toEqual({ email: 'ada@example.com', password: 'x' });
});

test('a value too long to be typed is not returned', async () => {
  const state = await rejectAll({ status: 'idle' }, formDataOf(['email', 'x'.repeat(1_000_000)], ['password', 'x']));
  expect(state).toMatchObject({ values: {} });
});
