import { inspect } from 'node:util';
import { eq, sql as statement } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor, asUser, identify, isSignedInSql, readPublic } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { posts, publishedPosts } from '@/lib/db/schema';
import { type Account, insertUser } from '../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Account;
let bob: Account;
let adaActs: Actor;

beforeEach(async () => {
  [ada, bob] = await Promise.all([insertUser(), insertUser()]);
  adaActs = Actor.fromSession(ada.token);
  await sql`insert into posts (user_id, content, is_published) values
    (${ada.id}, 'draft of ada', false), (${bob.id}, 'draft of bob', false), (${bob.id}, 'post of bob', true)`;
});

const contents = (rows: { content: string }[] | undefined) => rows?.map(({ content }) => content);
const postsOf = async ({ id }: Account) =>
  contents((await sql`select content from posts where user_id = ${id} order by id`) as { content: string }[]);

/** Actors that the database must reject. Each is created from an account. */
const INVALID_ACTORS: { name: string; create: (account: Account) => Promise<Actor> }[] = [
  { name: 'an unknown token', create: async () => Actor.fromSession('invented') },
  { name: 'an empty token', create: async () => Actor.fromSession('') },
  {
    name: 'a revoked session',
    create: async ({ token }) => {
      await sql`delete from neon_auth.session where token = ${token}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'an expired session',
    create: async ({ token }) => {
      await sql`update neon_auth.session set "expiresAt" = now() - interval '1 second' where token = ${token}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'the session of a banned user',
    create: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true where id = ${id}`;
      return Actor.fromSession(token);
    },
  },
  {
    name: 'the session of a temporarily banned user',
    create: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true, "banExpires" = now() + interval '1 hour' where id = ${id}`;
      return Actor.fromSession(token);
    },
  },
];

describe('statements run as a user', () => {
  test("read only the user's own posts, even without a where clause", async () => {
    const result = await asUser(adaActs, db.select().from(posts));
    expect(result?.user).toEqual({ id: ada.id, name: ada.name });
    expect(contents(result?.results[0])).toEqual(['draft of ada']);
  });

  test("change only the user's own posts, even without a where clause", async () => {
    const result = await asUser(adaActs, db.update(posts).set({ content: 'changed' }).returning(), db.delete(posts));
    expect(contents(result?.results[0])).toEqual(['changed']);
    expect(await postsOf(ada)).toEqual([]);
    expect(await postsOf(bob)).toEqual(['draft of bob', 'post of bob']);
  });

  test('cannot create a post for another user, or change the owner or id of a post', async () => {
    await expect(asUser(adaActs, db.insert(posts).values({ userId: bob.id, content: 'forged' }))).rejects.toMatchObject(
      {
        code: '42501',
      },
    );
    await expect(asUser(adaActs, db.update(posts).set({ userId: bob.id }))).rejects.toMatchObject({ code: '42501' });
    await expect(asUser(adaActs, db.update(posts).set({ id: 1 }))).rejects.toMatchObject({ code: '42501' });
    expect(await postsOf(bob)).toHaveLength(2);
  });

  test('insert posts as the user by default', async () => {
    await asUser(adaActs, db.insert(posts).values({ content: 'new' }));
    expect(await postsOf(ada)).toEqual(['draft of ada', 'new']);
  });

  test.each([
    'select * from neon_auth.session',
    'select * from neon_auth."user"',
    'select * from published_posts',
    'alter table posts disable row level security',
    'drop policy posts_own on posts',
    'truncate posts',
    'create table public.mine (id int)',
  ])('are denied everything else: %s', async (text) => {
    await expect(asUser(adaActs, db.execute(statement.raw(text)))).rejects.toMatchObject({ code: '42501' });
  });

  test('hold the role and user id for one transaction only', async () => {
    await asUser(adaActs, db.select().from(posts));
    const [row] = await sql`select current_user as role, current_setting('app.user_id', true) as id`;
    expect(row).toEqual({ role: 'neondb_owner', id: expect.toSatisfy((id) => id === null || id === '') });
  });

  test('are isolated between concurrent users', async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, () => insertUser()));
    const results = await Promise.all(
      accounts.map(async ({ id, token }) => {
        await asUser(Actor.fromSession(token), db.insert(posts).values({ content: id }));
        return contents((await asUser(Actor.fromSession(token), db.select().from(posts)))?.results[0]);
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

  test('read neither own nor public posts', async () => {
    expect(await asUser(actor, db.select().from(posts))).toBeNull();
    const published = db.select().from(publishedPosts).where(isSignedInSql);
    expect(await readPublic(actor, published, db.select().from(posts))).toBeNull();
    expect(await identify(actor)).toBeNull();
  });

  test('change nothing', async () => {
    expect(await asUser(actor, db.update(posts).set({ content: 'changed' }), db.delete(posts))).toBeNull();
    expect(await asUser(actor, db.insert(posts).values({ content: 'new' }))).toBeNull();
    expect(await asUser(actor, db.insert(posts).values({ userId: ada.id, content: 'new' }))).toBeNull();
    expect(await postsOf(ada)).toEqual(['draft of ada']);
  });
});

describe('public posts', () => {
  test("are read for a signed-in user, together with the user's own posts", async () => {
    const result = await readPublic(
      adaActs,
      db.select().from(publishedPosts).where(isSignedInSql),
      db.select().from(posts),
    );
    expect(contents(result?.published)).toContain('post of bob');
    expect(contents(result?.published)).not.toContain('draft of bob');
    expect(contents(result?.results[0])).toEqual(['draft of ada']);
  });

  test('are the only statements whose type readPublic accepts', () => {
    // Checked by the compiler and never called.
    const refused = async () => {
      // @ts-expect-error The table contains drafts.
      await readPublic(adaActs, db.select().from(posts));
      // @ts-expect-error So does a join with it.
      await readPublic(adaActs, db.select().from(publishedPosts).leftJoin(posts, eq(posts.id, publishedPosts.id)));
      // @ts-expect-error Raw SQL can read any table.
      await readPublic(adaActs, db.execute(statement`select * from posts`));
      // @ts-expect-error The owner can change any row.
      await readPublic(adaActs, db.delete(posts));
    };
    expect(refused).toBeTypeOf('function');
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
