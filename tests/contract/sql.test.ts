import { randomUUID } from 'node:crypto';
import { NeonDbError } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Actor, asUser } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { env } from '@/lib/env';
import { callAuth, deleteUser, type NeonUser, sessionCookieOf, signUp } from '../support/contract';
import { createMemos, memos } from '../support/memos';

const sql = connect(env.DATABASE_URL);

function failure(query: Promise<unknown>): Promise<unknown> {
  return query.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('SQL over HTTP', () => {
  test('returns values with their types', async () => {
    const [row] = await sql`
      select 1::int as number, 'text' as text, true as yes, null as nothing, array['a', 'b'] as list,
        '{"a": 1}'::jsonb as json, '2026-01-02T03:04:05.006Z'::timestamptz as time, 9007199254740993::bigint as big`;
    // Drizzle makes the driver return times as text.
    expect({ ...row, time: new Date(String(row?.time)) }).toEqual({
      ...{ number: 1, text: 'text', yes: true, nothing: null, list: ['a', 'b'], json: { a: 1 } },
      ...{ time: new Date('2026-01-02T03:04:05.006Z'), big: '9007199254740993' },
    });
  });

  test('applies all statements of a transaction or none', async () => {
    const key = `contract-${randomUUID()}`;
    const insert = sql`insert into rate_limits (key, tries, resets_at) values (${key}, 1, now())`;
    const again = sql`insert into rate_limits (key, tries, resets_at) values (${key}, 1, now())`;
    expect(await failure(sql.transaction([insert, again]))).toMatchObject({
      ...{ name: 'NeonDbError', code: '23505' },
      constraint: expect.stringContaining('rate_limits'),
    });
    expect(await sql`select key from rate_limits where key = ${key}`).toEqual([]);
  });

  test('forgets the role and settings of a transaction', async () => {
    const [, during] = await sql.transaction([
      sql`select set_config('role', 'app_user', true), set_config('app.user_id', 'x', true)`,
      sql`select current_user as role, current_setting('app.user_id', true) as id`,
    ]);
    expect(during).toEqual([{ role: 'app_user', id: 'x' }]);
    const [after] = await sql`select current_user as role, current_setting('app.user_id', true) as id`;
    expect(after?.role).not.toBe('app_user');
    expect(after?.id || '').toBe('');
  });

  test('rejects a wrong password, without a code: the proxy checks it, and not Postgres', async () => {
    const wrong = Object.assign(new URL(env.DATABASE_URL), { password: 'wrong' }).href;
    const error = await failure(connect(wrong)`select 1`);
    const message = expect.stringContaining('password authentication failed');
    expect([error instanceof NeonDbError, error]).toEqual([true, expect.objectContaining({ code: '', message })]);
  });
});

describe('a query as a user', () => {
  let ada: NeonUser;
  let grace: NeonUser;
  beforeAll(async () => {
    await createMemos(sql);
    [ada, grace] = [await signUp(), await signUp()];
  });
  afterAll(() => Promise.all([sql`drop table test_memos`, ...[ada, grace].map(deleteUser)]));

  const insert = (userId: string) => db.insert(memos).values({ userId, content: 'Contract' }).returning();

  test('can write and read only own rows', async () => {
    const written = await asUser(Actor.fromSession(ada.token), insert(ada.id));
    expect(written?.results[0]).toMatchObject([{ userId: ada.id, content: 'Contract' }]);
    const read = (user: NeonUser) => asUser(Actor.fromSession(user.token), db.select().from(memos));
    expect((await read(ada))?.results[0]).toHaveLength(1);
    expect((await read(grace))?.results[0]).toHaveLength(0);
    expect(await failure(asUser(Actor.fromSession(grace.token), insert(ada.id)))).toMatchObject({ code: '42501' });
    await asUser(Actor.fromSession(ada.token), db.delete(memos));
  });

  test('ends with the session', async () => {
    const user = await signUp();
    const read = () => asUser(Actor.fromSession(user.token), db.select().from(memos));
    expect((await read())?.user.id).toBe(user.id);
    await deleteUser(user);
    expect(await read()).toBeNull();
  });

  test('ends when the user signs out', async () => {
    const user = await signUp();
    const response = await callAuth('sign-in/email', { body: { email: user.email, password: user.password } });
    expect(response.status).toBe(200);
    await callAuth('sign-out', { body: {}, cookie: user.cookie });
    expect(await asUser(Actor.fromSession(user.token), db.select().from(memos))).toBeNull();
    await deleteUser({ ...user, cookie: sessionCookieOf(response) });
  });
});
