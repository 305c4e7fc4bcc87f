import { expect, test } from 'vitest';
import { z } from 'zod';
import { formAction } from '@/lib/action';

const schema = z.object({
  email: z.string({ error: 'Enter an address.' }).min(3, { error: 'Too short.' }),
  password: z.string(),
});
const refuseAll = formAction({ schema, keep: ['email'], run: async () => ({ message: 'No.' }) });

function form(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test('a refused form keeps what it may and never the password', async () => {
  const state = await refuseAll({ status: 'ready' }, form(['email', 'ada@example.com'], ['password', 'secret']));
  expect(state).toEqual({ status: 'refused', message: 'No.', errors: {}, values: { email: 'ada@example.com' } });
});

test('what was not understood is named, field by field, and nothing runs', async () => {
  let ran = false;
  const action = formAction({
    schema,
    run: async () => {
      ran = true;
      return {};
    },
  });
  const state = await action({ status: 'ready' }, form(['email', 'a']));
  expect(state).toMatchObject({ status: 'refused', errors: { email: 'Too short.', password: expect.any(String) } });
  expect(ran).toBe(false);
});

test.each([
  ['missing', form()],
  ['given twice', form(['email', 'ada@example.com'], ['email', 'bob@example.com'])],
  ['a file', form(['email', new Blob(['x'])])],
])('a field that is %s is asked for', async (_what, data) => {
  expect(await refuseAll({ status: 'ready' }, data)).toMatchObject({
    errors: { email: 'Enter an address.' },
    values: {},
  });
});

test('fields that nobody asked for reach nothing', async () => {
  let input: unknown;
  const action = formAction({
    schema,
    run: async (given) => {
      input = given;
      return {};
    },
  });
  await action(
    { status: 'ready' },
    form(['email', 'ada@example.com'], ['password', 'x'], ['role', 'admin'], ['__proto__', 'x']),
  );
  expect(input).toEqual({ email: 'ada@example.com', password: 'x' });
});

test('what no person typed is not shown again', async () => {
  const state = await refuseAll({ status: 'ready' }, form(['email', 'x'.repeat(1_000_000)], ['password', 'x']));
  expect(state).toMatchObject({ values: {} });
});
