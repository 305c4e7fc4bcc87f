import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor } from '@/lib/db/as-user';
import { connect } from '@/lib/db/connection';
import { POSTS_PER_MINUTE } from '@/lib/db/schema';
import { changePost, createPost, deletePost } from '@/lib/posts/mutations';
import type { Post } from '@/lib/posts/post';
import { newAccount } from '../../support/accounts';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Actor;
let bob: Actor;
let adaId: string;

beforeEach(async () => {
  const accounts = await Promise.all([newAccount(), newAccount()]);
  [ada, bob] = [Actor.ofSession(accounts[0].token), Actor.ofSession(accounts[1].token)];
  adaId = accounts[0].id;
});

const newPost = () => ({ content: 'Hello', isPublished: false, idempotencyKey: randomUUID() });

async function write(actor = ada): Promise<Post> {
  const created = await createPost(actor, newPost());
  if (created.status !== 'done') throw new Error(created.status);
  return created.post;
}

const countOfAda = async () => (await sql`select count(*)::int as count from posts where user_id = ${adaId}`)[0]?.count;

describe('writing a post', () => {
  test('gives it back, with its author and its times', async () => {
    const post = await write();
    expect(post).toMatchObject({ content: 'Hello', isPublished: false, author: { id: adaId, name: 'Ada Lovelace' } });
    expect(post.createdAt).toBeInstanceOf(Date);
    expect(post.updatedAt).toEqual(post.createdAt);
  });

  test('again with the same key writes it once, also when twenty come at once', async () => {
    const post = newPost();
    const created = await Promise.all(Array.from({ length: 20 }, () => createPost(ada, post)));
    const ids = created.map((one) => (one.status === 'done' ? one.post.id : one.status));
    expect(new Set(ids).size).toBe(1);
    expect(await countOfAda()).toBe(1);
  });

  test('of another with the same key writes nothing, and says so', async () => {
    const post = newPost();
    await createPost(ada, post);
    expect(await createPost(ada, { ...post, content: 'Another' })).toEqual({ status: 'sent-before' });
    expect(await createPost(ada, { ...post, isPublished: true })).toEqual({ status: 'sent-before' });
    expect(await countOfAda()).toBe(1);
  });

  test('with a key that somebody else used is no matter', async () => {
    const post = newPost();
    const [one, other] = [await createPost(ada, post), await createPost(bob, post)];
    expect([one.status, other.status]).toEqual(['done', 'done']);
    expect(one).not.toEqual(other);
  });

  test('that was the last one for this minute is still the same post when it is sent again', async () => {
    await sql`insert into posts (user_id, content) select ${adaId}, 'x' from generate_series(2, ${POSTS_PER_MINUTE})`;
    const post = newPost();
    const [first, again] = [await createPost(ada, post), await createPost(ada, post)];
    expect(first.status).toBe('done');
    expect(again).toEqual(first);
    expect(await createPost(ada, { ...post, content: 'Another' })).toEqual({ status: 'sent-before' });
  });

  test('is limited by the database to so many in a minute', async () => {
    await sql`insert into posts (user_id, content) select ${adaId}, 'x' from generate_series(1, ${POSTS_PER_MINUTE})`;
    expect(await createPost(ada, newPost())).toEqual({ status: 'rate-limited' });
    expect((await createPost(bob, newPost())).status).toBe('done');
    await sql`update posts set created_at = now() - interval '61 seconds' where user_id = ${adaId}`;
    expect((await createPost(ada, newPost())).status).toBe('done');
  });
});

describe('changing a post', () => {
  test('makes a new version of it', async () => {
    const post = await write();
    const changed = await changePost(ada, post.id, { content: 'Changed', isPublished: true }, post.updatedAt);
    expect(changed).toMatchObject({ status: 'done', post: { content: 'Changed', isPublished: true } });
    expect(changed.status === 'done' && changed.post.updatedAt > post.updatedAt).toBe(true);
    expect(changed.status === 'done' && changed.post.createdAt).toEqual(post.createdAt);
  });

  test('that was changed since changes nothing, and shows what it is now', async () => {
    const post = await write();
    await changePost(ada, post.id, { content: 'First' }, post.updatedAt);
    const late = await changePost(ada, post.id, { content: 'Second' }, post.updatedAt);
    expect(late).toMatchObject({ status: 'conflict', current: { content: 'First' } });
  });

  test('ten times at once from the same version changes it once, within a millisecond too', async () => {
    const post = await write();
    const changes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => changePost(ada, post.id, { content: `Text ${n}` }, post.updatedAt)),
    );
    expect(changes.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(changes.filter(({ status }) => status === 'conflict')).toHaveLength(9);
  });

  test('whatever its version is possible where nothing is lost', async () => {
    const post = await write();
    await changePost(ada, post.id, { content: 'Changed' }, null);
    expect(await changePost(ada, post.id, { isPublished: true }, null)).toMatchObject({
      status: 'done',
      post: { content: 'Changed', isPublished: true },
    });
  });

  test('of another, or none, finds none', async () => {
    const post = await write();
    expect(await changePost(bob, post.id, { content: 'Stolen' }, post.updatedAt)).toEqual({ status: 'missing' });
    expect(await changePost(bob, post.id, { content: 'Stolen' }, null)).toEqual({ status: 'missing' });
    expect(await changePost(ada, Number.MAX_SAFE_INTEGER, { content: 'x' }, null)).toEqual({ status: 'missing' });
  });
});

test('a post is deleted once, and by its author alone', async () => {
  const post = await write();
  expect(await deletePost(bob, post.id, null)).toEqual({ status: 'missing' });
  expect(await deletePost(ada, post.id, null)).toEqual({ status: 'done' });
  expect(await deletePost(ada, post.id, null)).toEqual({ status: 'missing' });
  expect(await countOfAda()).toBe(0);
});

test('a post that was changed since is not deleted by whoever names its version', async () => {
  const post = await write();
  await changePost(ada, post.id, { content: 'Changed' }, null);
  expect(await deletePost(ada, post.id, post.updatedAt)).toMatchObject({
    status: 'conflict',
    current: { content: 'Changed' },
  });
  expect(await countOfAda()).toBe(1);
});

test('nobody writes, changes or deletes', async () => {
  const post = await write();
  const nobody = Actor.ofSession('invented');
  const signedOut = { status: 'signed-out' };
  expect(await createPost(nobody, newPost())).toEqual(signedOut);
  expect(await changePost(nobody, post.id, { content: 'x' }, null)).toEqual(signedOut);
  expect(await deletePost(nobody, post.id, null)).toEqual(signedOut);
});
