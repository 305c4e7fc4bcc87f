import { inspect } from 'node:util';
import { sql as statement } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Actor, asUser, identify } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { INVALID_ACTORS } from '../support/invalid-actors';
import { createMemos, memos } from '../support/memos';
import { type Account, insertUser } from '../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Account;
let bob: Account;
let adaActs: Actor;

beforeAll(() => createMemos(sql));

beforeEach(async () => {
  [ada, bob] = await Promise.all([insertUser(), insertUser()]);
  adaActs = Actor.fromSession(ada.token);
  await sql`insert into test_memos (user_id, content) values
    (${ada.id}, 'first of ada'), (${bob.id}, 'first of bob'), (${bob.id}, 'second of bob')`;
});

const contents = (rows: { content: string }[] | undefined) => rows?.map(({ content }) => content);
const memosOf = async ({ id }: Account) =>
  contents((await sql`select content from test_memos where user_id = ${id} order by id`) as { content: string }[]);

describe('statements run as a user', () => {
  test("read only the user's own rows, even without a where clause", async () => {
    const result = await asUser(adaActs, db.select().from(memos));
    expect(result?.user).toEqual({ id: ada.id, name: ada.name });
    expect(contents(result?.results[0])).toEqual(['first of ada']);
  });

  test("change only the user's own rows, even without a where clause", async () => {
    const result = await asUser(adaActs, db.update(memos).set({ content: 'changed' }).returning(), db.delete(memos));
    expect(contents(result?.results[0])).toEqual(['changed']);
    expect(await memosOf(ada)).toEqual([]);
    expect(await memosOf(bob)).toEqual(['first of bob', 'second of bob']);
  });

  test('cannot create a row for another user, or change the owner or id of a row', async () => {
    await expect(asUser(adaActs, db.insert(memos).values({ userId: bob.id, content: 'forged' }))).rejects.toMatchObject(
      {
        code: '42501',
      },
    );
    await expect(asUser(adaActs, db.update(memos).set({ userId: bob.id }))).rejects.toMatchObject({ code: '42501' });
    await expect(asUser(adaActs, db.update(memos).set({ id: 1 }))).rejects.toMatchObject({ code: '42501' });
    expect(await memosOf(bob)).toHaveLength(2);
  });

  test('insert rows as the user by default', async () => {
    await asUser(adaActs, db.insert(memos).values({ content: 'new' }));
    expect(await memosOf(ada)).toEqual(['first of ada', 'new']);
  });

  test.each([
    'select * from neon_auth.session',
    'select * from neon_auth."user"',
    'select * from rate_limits',
    'alter table test_memos disable row level security',
    'drop policy test_memos_own on test_memos',
    'truncate test_memos',
    'create table public.mine (id int)',
  ])('are denied everything else: %s', async (text) => {
    await expect(asUser(adaActs, db.execute(statement.raw(text)))).rejects.toMatchObject({ code: '42501' });
  });

  test('hold the role and user id for one transaction only', async () => {
    await asUser(adaActs, db.select().from(memos));
    const [row] = await sql`select current_user as role, current_setting('app.user_id', true) as id`;
    expect(row).toEqual({ role: 'neondb_owner', id: expect.toSatisfy((id) => id === null || id === '') });
  });

  test('are isolated between concurrent users', async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, () => insertUser()));
    const results = await Promise.all(
      accounts.map(async ({ id, token }) => {
        await asUser(Actor.fromSession(token), db.insert(memos).values({ content: id }));
        return contents((await asUser(Actor.fromSession(token), db.select().from(memos)))?.results[0]);
      }),
    );
    expect(results).toEqual(accounts.map(({ id }) => [id]));
  });

  test('run again after a ban has expired', async () => {
    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 second' where id = ${ada.id}`;
    expect(await identify(adaActs)).toEqual({ id: ada.id, name: ada.name });
  });
});

describe.each(INVALID_ACTORS)('statements run for $name', ({ create }) => {
  let actor: Actor;
  beforeEach(async () => {
    actor = await create(ada);
  });

  test('read nothing', async () => {
    expect(await asUser(actor, db.select().from(memos))).toBeNull();
    expect(await identify(actor)).toBeNull();
  });

  test('change nothing', async () => {
    expect(await asUser(actor, db.update(memos).set({ content: 'changed' }), db.delete(memos))).toBeNull();
    expect(await asUser(actor, db.insert(memos).values({ content: 'new' }))).toBeNull();
    expect(await asUser(actor, db.insert(memos).values({ userId: ada.id, content: 'new' }))).toBeNull();
    expect(await memosOf(ada)).toEqual(['first of ada']);
  });
});

describe('an actor', () => {
  test('never exposes its token when it is inspected or serialized', () => {
    const secret = Actor.fromSession('a-secret-token');
    for (const text of [inspect(secret, { depth: 9, showHidden: true }), JSON.stringify(secret), String(secret)]) {
      expect(text).not.toContain('a-secret-token');
    }
  });
});
