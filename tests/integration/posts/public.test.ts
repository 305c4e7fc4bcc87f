import { eq, sql as statement } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor, asUser, isSignedInSql, readPublic } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { posts, publishedPosts } from '@/lib/posts/table';
import { INVALID_ACTORS } from '../../support/invalid-actors';
import { type Account, insertUser } from '../../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Account;
let adaActs: Actor;

beforeEach(async () => {
  const [reader, bob] = await Promise.all([insertUser(), insertUser()]);
  ada = reader;
  adaActs = Actor.fromSession(ada.token);
  await sql`insert into posts (user_id, content, is_published) values
    (${ada.id}, 'draft of ada', false), (${bob.id}, 'draft of bob', false), (${bob.id}, 'post of bob', true)`;
});

const contents = (rows: { content: string }[] | undefined) => rows?.map(({ content }) => content);

describe('public posts', () => {
  test.each(INVALID_ACTORS)('are not read for $name', async ({ create }) => {
    const published = db.select().from(publishedPosts).where(isSignedInSql);
    expect(await readPublic(await create(ada), published, db.select().from(posts))).toBeNull();
  });

  test('are not read as the user: a view has no row-level security', async () => {
    await expect(asUser(adaActs, db.select().from(publishedPosts))).rejects.toMatchObject({ code: '42501' });
  });

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
