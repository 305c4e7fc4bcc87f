import { inspect } from 'node:util';
import { sql as statement } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor, asUser, forUser, identify, isIdentified } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { posts, publishedPosts } from '@/lib/db/schema';
import { type Account, newAccount } from '../support/accounts';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Account;
let bob: Account;
let adaActs: Actor;

beforeEach(async () => {
  [ada, bob] = await Promise.all([newAccount(), newAccount()]);
  adaActs = Actor.ofSession(ada.token);
  await sql`insert into posts (user_id, content, is_published) values
    (${ada.id}, 'draft of ada', false), (${bob.id}, 'draft of bob', false), (${bob.id}, 'post of bob', true)`;
});

const contents = (rows: { content: string }[] | undefined) => rows?.map(({ content }) => content);
const postsOf = async ({ id }: Account) =>
  contents((await sql`select content from posts where user_id = ${id} order by id`) as { content: string }[]);

/** An actor whom the database must not let act, made by what happened to the account. */
const NOBODIES: { what: string; becomes: (account: Account) => Promise<Actor> }[] = [
  { what: 'a token that there never was', becomes: async () => Actor.ofSession('invented') },
  { what: 'an empty token', becomes: async () => Actor.ofSession('') },
  {
    what: 'a session that was revoked',
    becomes: async ({ token }) => {
      await sql`delete from neon_auth.session where token = ${token}`;
      return Actor.ofSession(token);
    },
  },
  {
    what: 'a session that has expired',
    becomes: async ({ token }) => {
      await sql`update neon_auth.session set "expiresAt" = now() - interval '1 second' where token = ${token}`;
      return Actor.ofSession(token);
    },
  },
  {
    what: 'the session of a banned user',
    becomes: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true where id = ${id}`;
      return Actor.ofSession(token);
    },
  },
  {
    what: 'the session of a user who is banned for an hour yet',
    becomes: async ({ id, token }) => {
      await sql`update neon_auth.user set banned = true, "banExpires" = now() + interval '1 hour' where id = ${id}`;
      return Actor.ofSession(token);
    },
  },
  {
    what: 'the id of a banned user',
    becomes: async ({ id }) => {
      await sql`update neon_auth.user set banned = true where id = ${id}`;
      return Actor.ofUser(id);
    },
  },
  {
    what: 'the id of a user who is signed in nowhere',
    becomes: async ({ id }) => {
      await sql`delete from neon_auth.session where "userId" = ${id}`;
      return Actor.ofUser(id);
    },
  },
  {
    what: 'the id of a deleted user',
    becomes: async ({ id }) => {
      await sql`delete from neon_auth.user where id = ${id}`;
      return Actor.ofUser(id);
    },
  },
];

describe('statements run as a user', () => {
  test('see only the user’s own posts, whatever they ask for', async () => {
    const answer = await asUser(adaActs, db.select().from(posts));
    expect(answer?.user).toEqual({ id: ada.id, name: ada.name });
    expect(contents(answer?.results[0])).toEqual(['draft of ada']);
  });

  test('change only the user’s own posts, although they have no condition', async () => {
    const answer = await asUser(adaActs, db.update(posts).set({ content: 'changed' }).returning(), db.delete(posts));
    expect(contents(answer?.results[0])).toEqual(['changed']);
    expect(await postsOf(ada)).toEqual([]);
    expect(await postsOf(bob)).toEqual(['draft of bob', 'post of bob']);
  });

  test('cannot write a post in another’s name, nor give one away', async () => {
    await expect(asUser(adaActs, db.insert(posts).values({ userId: bob.id, content: 'forged' }))).rejects.toMatchObject(
      {
        code: '42501',
      },
    );
    await expect(asUser(adaActs, db.update(posts).set({ userId: bob.id }))).rejects.toMatchObject({ code: '42501' });
    await expect(asUser(adaActs, db.update(posts).set({ id: 1 }))).rejects.toMatchObject({ code: '42501' });
    expect(await postsOf(bob)).toHaveLength(2);
  });

  test('write in the user’s name without saying so', async () => {
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
  ])('cannot do anything else: %s', async (text) => {
    await expect(asUser(adaActs, db.execute(statement.raw(text)))).rejects.toMatchObject({ code: '42501' });
  });

  test('are the user’s for one transaction only', async () => {
    await asUser(adaActs, db.select().from(posts));
    const [row] = await sql`select current_user as role, current_setting('app.user_id', true) as id`;
    expect(row).toEqual({ role: 'neondb_owner', id: expect.toSatisfy((id) => id === null || id === '') });
  });

  test('of many users at once stay apart', async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, () => newAccount()));
    const seen = await Promise.all(
      accounts.map(async ({ id, token }) => {
        await asUser(Actor.ofSession(token), db.insert(posts).values({ content: id }));
        return contents((await asUser(Actor.ofSession(token), db.select().from(posts)))?.results[0]);
      }),
    );
    expect(seen).toEqual(accounts.map(({ id }) => [id]));
  });

  test('run for a checked id as for a session', async () => {
    const answer = await asUser(Actor.ofUser(ada.id), db.select().from(posts));
    expect(contents(answer?.results[0])).toEqual(['draft of ada']);
  });

  test('run again once a ban is over', async () => {
    await sql`update neon_auth.user set banned = true, "banExpires" = now() - interval '1 second' where id = ${ada.id}`;
    expect(await identify(adaActs)).toEqual({ id: ada.id, name: ada.name });
  });
});

describe.each(NOBODIES)('statements run for $what', ({ becomes }) => {
  let nobody: Actor;
  beforeEach(async () => {
    nobody = await becomes(ada);
  });

  test('see nothing, neither own nor public', async () => {
    expect(await asUser(nobody, db.select().from(posts))).toBeNull();
    const published = db.select().from(publishedPosts).where(isIdentified);
    expect(await forUser(nobody, published, db.select().from(posts))).toBeNull();
    expect(await identify(nobody)).toBeNull();
  });

  test('change nothing', async () => {
    expect(await asUser(nobody, db.update(posts).set({ content: 'changed' }), db.delete(posts))).toBeNull();
    expect(await asUser(nobody, db.insert(posts).values({ content: 'new' }))).toBeNull();
    expect(await asUser(nobody, db.insert(posts).values({ userId: ada.id, content: 'new' }))).toBeNull();
    expect(await postsOf(ada)).toEqual(['draft of ada']);
  });
});

describe('what is public', () => {
  test('is read for whoever is signed in, and their own after it', async () => {
    const answer = await forUser(
      adaActs,
      db.select().from(publishedPosts).where(isIdentified),
      db.select().from(posts),
    );
    expect(contents(answer?.published)).toContain('post of bob');
    expect(contents(answer?.published)).not.toContain('draft of bob');
    expect(contents(answer?.results[0])).toEqual(['draft of ada']);
  });
});

describe('an actor', () => {
  test('keeps its token to itself', () => {
    const secret = Actor.ofSession('a-secret-token');
    for (const text of [inspect(secret, { depth: 9, showHidden: true }), JSON.stringify(secret), String(secret)]) {
      expect(text).not.toContain('a-secret-token');
    }
  });
});
